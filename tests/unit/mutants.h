/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Mutants: the events that an expectation describes, and every small way to get them wrong.
 *
 * A matcher that lets one of them pass would let an interpreter pass that does the same.
 */
#ifndef PROBETAP_TESTS_MUTANTS_H
#define PROBETAP_TESTS_MUTANTS_H

#include <probetap/match.h>

enum { MUTANTS_MAIN_PROCESS = 1000 };

/* Events that match the expectation, made from itself: the first process is MUTANTS_MAIN_PROCESS. */
void mutants_perfect_run(const struct expectation *expectation, const struct contract *contract,
			 struct recording *recording);

struct mutants {
	size_t made, accepted;
	char first_accepted[256]; /* what was done to the first one that passed */
};

/*
 * Judges a perfect run (which must pass), the same run in other orders and with other process ids (which must
 * pass), and its mutants (none of which may). Returns false, with a text in `first_accepted`, where a run
 * that must pass did not.
 */
bool mutants_judge(const struct expectation *expectation, const struct contract *contract,
		   struct mutants *mutants);

#endif
