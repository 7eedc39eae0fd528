/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * report: results for people and machines: TAP while the check runs, the rest from a whole result.
 */
#ifndef PROBETAP_REPORT_H
#define PROBETAP_REPORT_H

#include <probetap/error.h>
#include <probetap/result.h>
#include <stdbool.h>
#include <stdio.h>

/* TAP 13, flat: plan first, one line for each point, a YAML block after a failure. `first` is the number of
 * the first point (several targets in one run share one plan). */
void tap_plan(FILE *to, unsigned points);
void tap_point(FILE *to, const struct point *point, unsigned number);
void tap_comment(FILE *to, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* One self-contained JSON document for any number of results; docs/result.schema.json describes it. */
int json_write(const char *path, const struct result *const *results, size_t count, struct error *err);
/* Reads what json_write wrote. -EBADMSG with the place for anything else. */
int json_read(const char *path, struct result ***results, size_t *count, struct error *err);

/* One point, as another process of the same probetap will read it. The caller frees the text; the point that
 * is read into must be empty. */
char *json_point_write(const struct point *point);
int json_point_read(const char *text, size_t length, struct point *point, struct error *err);

int junit_write(const char *path, const struct result *const *results, size_t count, struct error *err);
/* One HTML file that works from disk. */
int html_write(const char *path, const struct result *const *results, size_t count, struct error *err);

#endif
