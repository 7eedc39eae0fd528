/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * numbers: proves that a set of numbers is exactly 0 … N-1, each once, whatever their order.
 *
 * Numbers come nearly in order, so memory is only needed for those between the first that is missing and the
 * highest that came.
 */
#ifndef CAPTURE_NUMBERS_H
#define CAPTURE_NUMBERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Start with {0}. */
struct numbers {
	uint64_t next;      /* all below were taken */
	uint64_t taken;     /* how many */
	uint64_t *ahead;    /* a bit for each number from `next` rounded down to 64 on */
	size_t words;       /* of `ahead` */
	uint64_t impostors; /* numbers that came twice, or so far ahead that they cannot be true */
};

void numbers_take(struct numbers *numbers, uint64_t number);
/* Is it exactly 0 … count-1? */
bool numbers_are_complete(const struct numbers *numbers, uint64_t count);
void numbers_fini(struct numbers *numbers);

#endif
