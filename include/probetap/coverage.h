/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * coverage: what the cases assert of each marker and argument, for one version and build, and what they do
 * not. It is read from the cases: nothing is run for it.
 */
#ifndef PROBETAP_COVERAGE_H
#define PROBETAP_COVERAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Counted for each marker. */
enum coverage_count {
	COVERAGE_CASES,      /* that enable it */
	COVERAGE_EVENTS,     /* that are expected, in all cases */
	COVERAGE_SILENT,     /* cases in which it must not fire, or not for a while: nobody observes it */
	COVERAGE_SINGLE,     /* cases that enable nothing else */
	COVERAGE_FROM_START, /* cases that enable it from the start of the process on */
	COVERAGE_SEVERAL,    /* cases that have several observers */
	COVERAGE_NOBODY,     /* cases that go on while there is no observer */
	COVERAGE_THREADS,    /* cases in which it fires in another thread than the main one */
	COVERAGE_PROCESSES,  /* cases in which it fires in another process than the first */
	COVERAGE_COUNTS,
};

/* What is counted: its name in documents, in words (%u is the number), and what it means where it is 0. */
struct coverage_word {
	const char *name, *says, *missing;
};
extern const struct coverage_word coverage_words[COVERAGE_COUNTS];

/* Of the values that are expected of one argument. */
struct coverage_argument {
	char *name, *type;
	unsigned exact, named, unchecked; /* given exactly; ?name; a wildcard */
	unsigned null;                    /* exact ones that are NULL */
	unsigned different;               /* values that differ from each other, of the exact ones */
	/* Of the exact ones, NULL aside: the smallest and greatest number, length of a text in bytes, number
	 * of an object's items. No such value: most < least. */
	int64_t least, most;
};

struct coverage_marker {
	char *name;
	char *known; /* what a known deviation leaves of it in this build, or NULL */
	unsigned counts[COVERAGE_COUNTS];
	struct coverage_argument *arguments;
	size_t argument_count;
	char **gaps; /* what nothing asserts, in words */
	size_t gap_count;
};

struct coverage {
	unsigned cases; /* that apply to the version and build */
	struct coverage_marker *markers;
	size_t marker_count;
};

void coverage_free(struct coverage *coverage);
/* For people; `title` stands first. */
void coverage_print(FILE *to, const char *title, const struct coverage *coverage);

#endif
