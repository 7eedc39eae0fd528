/* SPDX-License-Identifier: BSD-2-Clause */
#include "numbers.h"

#include <probetap/memory.h>

#include <stdlib.h>
#include <string.h>

/* More than any ring can hold: a number so far ahead of a missing one comes from no counter. */
enum { AHEAD_MAX = 1 << 26 };

static bool make_room(struct numbers *numbers, uint64_t word)
{
	size_t words = numbers->words ? numbers->words : 64;
	uint64_t *ahead;

	if (word >= AHEAD_MAX / 64)
		return false;
	while (words <= word)
		words *= 2;
	if (words == numbers->words)
		return true;
	ahead = memory_zeroed(words, sizeof *ahead);
	if (numbers->ahead)
		memcpy(ahead, numbers->ahead, numbers->words * sizeof *ahead);
	free(numbers->ahead);
	numbers->ahead = ahead;
	numbers->words = words;
	return true;
}

/* Past what is complete: `next` goes up, and words that are full go out at the low end. */
static void advance(struct numbers *numbers)
{
	uint64_t base = numbers->next / 64;
	size_t full = 0;

	while (full < numbers->words && numbers->ahead[full] == UINT64_MAX)
		full++;
	if (full) {
		memmove(numbers->ahead, numbers->ahead + full,
			(numbers->words - full) * sizeof *numbers->ahead);
		memset(numbers->ahead + (numbers->words - full), 0, full * sizeof *numbers->ahead);
		base += full;
		numbers->next = base * 64;
	}
	while (numbers->words && numbers->ahead[0] >> (numbers->next % 64) & 1)
		numbers->next++;
}

void numbers_take(struct numbers *numbers, uint64_t number)
{
	uint64_t base = numbers->next / 64, word = number / 64 - base, bit = (uint64_t)1 << number % 64;

	if (number < numbers->next || !make_room(numbers, word) || numbers->ahead[word] & bit) {
		numbers->impostors++;
		return;
	}
	numbers->ahead[word] |= bit;
	numbers->taken++;
	if (number == numbers->next)
		advance(numbers);
}

bool numbers_are_complete(const struct numbers *numbers, uint64_t count)
{
	return numbers->next == count && numbers->taken == count && numbers->impostors == 0;
}

void numbers_fini(struct numbers *numbers)
{
	free(numbers->ahead);
	*numbers = (struct numbers){0};
}
