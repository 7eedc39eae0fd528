/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * match: events against an expectation.
 *
 * Order is total inside a thread; threads and processes that the expectation names are strict inside and free
 * between. Nothing may be left over on either side. The verdict starts as "no" and becomes "yes" only when
 * everything was consumed.
 */
#ifndef PROBETAP_MATCH_H
#define PROBETAP_MATCH_H

#include <probetap/buffer.h>
#include <probetap/case.h>
#include <probetap/contract.h>
#include <probetap/event.h>
#include <stdbool.h>

struct match {
	bool equal;
	size_t expected, got; /* events on each side */
	unsigned unchecked;   /* values that wildcards stand for */
	/* Where not equal: */
	char *sentence;   /* "function__return did not fire when `boom` raised, unwind.py line 9"; NULL when
			     equal */
	char *difference; /* both sides around the first divergence, side by side, several lines; NULL when
			     equal */
};

/* `main_process`: pid of the first process; its thread of the same number is the main thread. `case_file` may
 * be NULL: no source lines then. */
void match_events(const struct expectation *expectation, const struct recording *recording,
		  pid_t main_process, const struct contract *contract, const struct case_file *case_file,
		  struct match *match);
void match_fini(struct match *match);

/* "function__return of `boom` (unwind.py:9)": how sentences call an event; the caller frees. */
char *match_name(const struct contract *contract, const struct event *event);

/*
 * The expectation that a deviation of kind absent or mute leaves: events of `silent` markers are taken out,
 * the rest stays; where nothing stays the expectation becomes `none`: no event may come, and the capture must
 * have been live. Returns how many events were taken out.
 */
size_t match_silence(struct expectation *expectation, marker_set silent);

#endif
