/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * version: a CPython version and ranges of them.
 *
 * Ranges are written as in the case files and in the tables below targets/: "3.9" (all of 3.9), "3.6-3.11"
 * (both ends included), "3.12-" (open above), "3.14.0-3.14.4" (a patch level may be given at either end;
 * without one an end takes in all of its patch levels).
 */
#ifndef PROBETAP_VERSION_H
#define PROBETAP_VERSION_H

#include <probetap/error.h>
#include <stdbool.h>
#include <stddef.h>

struct version {
	int major, minor, micro;
};

/* First and last version that belong to it. last.major is INT_MAX where it is open above. */
struct version_range {
	struct version first, last;
};

int version_compare(struct version a, struct version b);
/* "3.11.2", "3.15.0rc1", "3.9" (micro 0). Returns 0 or -EINVAL. */
int version_parse(const char *text, struct version *version);
/* One range; `length` bytes of text. Returns 0 or -EINVAL. */
int version_range_parse(const char *text, size_t length, struct version_range *range);
bool version_in_range(struct version version, const struct version_range *range);
/* The first version after the range: the same minor with micro + 1, or the next minor with micro 0. */
struct version version_after(const struct version_range *range);
/* Writes the range as it would be written by hand. */
void version_range_format(const struct version_range *range, char *text, size_t size);

#endif
