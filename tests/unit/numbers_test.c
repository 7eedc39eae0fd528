/* SPDX-License-Identifier: BSD-2-Clause */
/* numbers: the proof that nothing is missing must itself miss nothing. */
#include "../../harness/capture/numbers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { MANY = 100000, WINDOW = 700 };

static void in_order(void **state)
{
	struct numbers numbers = {0};

	(void)state;
	assert_true(numbers_are_complete(&numbers, 0));
	for (uint64_t i = 0; i < MANY; i++)
		numbers_take(&numbers, i);
	assert_true(numbers_are_complete(&numbers, MANY));
	assert_false(numbers_are_complete(&numbers, MANY - 1));
	assert_false(numbers_are_complete(&numbers, MANY + 1));
	/* Memory follows what is open, not what came. */
	assert_in_range(numbers.words, 1, 64);
	numbers_fini(&numbers);
}

/* A fixed shuffle within windows: every order of neighbours that threads could bring about, and more. */
static void out_of_order(void **state)
{
	struct numbers numbers = {0};
	uint32_t random = 1;

	(void)state;
	for (uint64_t base = 0; base < MANY; base += WINDOW) {
		uint64_t order[WINDOW];
		for (unsigned i = 0; i < WINDOW; i++) {
			random = random * 1664525 + 1013904223;
			unsigned j = (random >> 8) % (i + 1);
			order[i] = order[j];
			order[j] = base + i;
		}
		for (unsigned i = 0; i < WINDOW; i++)
			numbers_take(&numbers, order[i]);
		assert_true(numbers_are_complete(&numbers, base + WINDOW));
	}
	numbers_fini(&numbers);
}

static void backwards(void **state)
{
	struct numbers numbers = {0};

	(void)state;
	for (uint64_t i = MANY; i-- > 1;)
		numbers_take(&numbers, i);
	assert_false(numbers_are_complete(&numbers, MANY));
	assert_int_equal(numbers.next, 0);
	numbers_take(&numbers, 0);
	assert_true(numbers_are_complete(&numbers, MANY));
	numbers_fini(&numbers);
}

/* Whichever one is left out, however many there are around the limits of a word. */
static void one_missing(void **state)
{
	(void)state;
	for (uint64_t count = 1; count < 200; count++)
		for (uint64_t missing = 0; missing < count; missing++) {
			struct numbers numbers = {0};
			for (uint64_t i = 0; i < count; i++)
				if (i != missing)
					numbers_take(&numbers, i);
			assert_false(numbers_are_complete(&numbers, count));
			/* The count alone would be right with one that was made up. */
			numbers_take(&numbers, count + 5);
			assert_false(numbers_are_complete(&numbers, count));
			numbers_fini(&numbers);
		}
}

static void one_twice(void **state)
{
	(void)state;
	for (uint64_t twice = 0; twice < 130; twice++) {
		struct numbers numbers = {0};
		for (uint64_t i = 0; i < 130; i++) {
			numbers_take(&numbers, i);
			if (i == twice)
				numbers_take(&numbers, i);
		}
		assert_false(numbers_are_complete(&numbers, 130));
		assert_int_equal(numbers.impostors, 1);
		numbers_fini(&numbers);
	}
}

static void absurd(void **state)
{
	struct numbers numbers = {0};

	(void)state;
	numbers_take(&numbers, UINT64_MAX);
	numbers_take(&numbers, (uint64_t)1 << 40);
	assert_int_equal(numbers.impostors, 2);
	assert_false(numbers_are_complete(&numbers, 0));
	assert_int_equal(numbers.words, 0);
	numbers_fini(&numbers);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_order),    cmocka_unit_test(out_of_order), cmocka_unit_test(backwards),
		cmocka_unit_test(one_missing), cmocka_unit_test(one_twice),    cmocka_unit_test(absurd),
	};

	return cmocka_run_group_tests_name("numbers", tests, NULL, NULL);
}
