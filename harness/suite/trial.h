/* SPDX-License-Identifier: BSD-2-Clause */
/* trial: one case in one mode, from its run to its verdict (case_point.c), and the evidence that this rests
 * on (evidence.c). */
#ifndef SUITE_TRIAL_H
#define SUITE_TRIAL_H

#include "suite.h"

/* What is being judged, and what was found so far. */
struct trial {
	struct session *session;
	const struct case_file *case_file;
	struct point *point;
	marker_set declared; /* the case's markers … */
	marker_set absent;   /* … of these without a site … */
	marker_set enabled;  /* all that are enabled in this run */
	int witness;         /* a marker that is enabled only to show that the capture is live; -1: none */
	struct deviation *absence, *muteness, *crash, *failing;
	struct recording all, own;
	struct {
		uint64_t count;
		char *first;
	} unasked[MARKERS_MAX]; /* events that nobody had asked for, and how the first of them is called */
	char *unreadable;       /* how the first value is called that could not be read; NULL: none */
	struct capture_outcome outcome;
	struct expectation *full; /* as documented */
	struct expectation *
		adjusted; /* what the rules of known deviations leave of it; NULL where they leave it whole */
	struct expectation **defects; /* exact departures that the case itself states */
	size_t defect_count;
};

/* The verdict of the point, and why; takes over the sentence. */
void trial_say(struct trial *trial, enum verdict verdict, char *sentence);
/* A new text. */
char *trial_marker_names(const struct session *session, marker_set set, const char *between);

/* True while nothing speaks against the run; else the point says what does. */
bool evidence_holds(struct trial *trial);
/* Did the program end as the case says, with its window closed or not? */
bool evidence_ended_as(const struct trial *trial, const struct expectation *expectation);
/* Why not, as a new text. */
char *evidence_say_ending(const struct trial *trial, const struct expectation *expectation);
/* "; last words: …" from the end of what it wrote to standard error, or "": a new text. */
char *evidence_last_words(const struct trial *trial);

#endif
