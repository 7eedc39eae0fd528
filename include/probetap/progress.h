/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * progress: what a person at a terminal sees while a check runs, and the summary at its end.
 *
 * On anything but a terminal there is no progress, no colour and a short summary. NO_COLOR (not empty) and
 * TERM=dumb are respected.
 */
#ifndef PROBETAP_PROGRESS_H
#define PROBETAP_PROGRESS_H

#include <probetap/result.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct progress;

/* One line that is drawn again and again. NULL where `to` is no terminal that can do it: every function takes
 * NULL and does nothing. */
struct progress *progress_open(FILE *to, unsigned points, unsigned targets);
/* The next target begins. */
void progress_target(struct progress *progress, const char *name);
/* Takes the line away, before something else is printed on the same terminal. */
void progress_hide(struct progress *progress);
/* A point is done: draws the line anew. */
void progress_point(struct progress *progress, const struct point *point);
void progress_close(struct progress *progress);

/* The time that is left, in nanoseconds, when `done` of `total` points took `elapsed`; 0 while too few are
 * done to tell. */
uint64_t progress_left(uint64_t elapsed, unsigned done, unsigned total);

/* May `to` be coloured? */
bool progress_colours(FILE *to);

struct summary_options {
	bool strict;
	bool details; /* every failure with its sentence, difference and command: for a terminal, or a bug
			 report */
	bool colours;
};

void summary_print(FILE *to, const struct result *const *results, size_t count,
		   const struct summary_options *options);

#endif
