/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "sample_result.h"

#include <errno.h>
#include <string.h>

static struct result *with_verdicts(const char *letters)
{
	static const char known[] = "FPKXSE"; /* in the order of enum verdict */
	struct result *result = result_new();

	for (; *letters; letters++)
		result_add_point(result)->verdict = (enum verdict)(strchr(known, *letters) - known);
	return result;
}

static void test_status(void **state)
{
	static const struct {
		const char *verdicts;
		int status, strict;
	} rows[] = {
		{"", 3, 3},   {"P", 0, 0},  {"PPF", 1, 1}, {"PE", 3, 3}, {"EFE", 1, 1}, {"PK", 0, 1},
		{"PX", 0, 1}, {"PS", 0, 1}, {"S", 3, 1},   {"K", 0, 1},  {"PSE", 3, 3},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct result *result = with_verdicts(rows[i].verdicts);

		assert_int_equal(result_status(result, false), rows[i].status);
		assert_int_equal(result_status(result, true), rows[i].strict);
		result_free(result);
	}
}

static void test_a_point_that_nothing_was_said_of_has_failed(void **state)
{
	struct result *result = result_new();

	(void)state;
	result_add_point(result);
	assert_int_equal(result_count(result).failed, 1);
	result->points[0].verdict = (enum verdict)77;
	assert_int_equal(result_count(result).failed, 1);
	assert_string_equal(verdict_name((enum verdict)77), "fail");
	assert_string_equal(verdict_name((enum verdict) - 1), "fail");
	result_free(result);
}

static void test_counts_and_numbers(void **state)
{
	struct result *result = sample_result();
	struct result_counts counts = result_count(result);

	(void)state;
	assert_int_equal(result->point_count, SAMPLE_POINTS);
	for (unsigned i = 0; i < SAMPLE_POINTS; i++)
		assert_int_equal(result->points[i].number, i + 1);
	assert_int_equal(counts.passed, 3);
	assert_int_equal(counts.failed, 2);
	assert_int_equal(counts.known, 1);
	assert_int_equal(counts.fixed, 1);
	assert_int_equal(counts.skipped, 1);
	assert_int_equal(counts.errors, 1);
	assert_int_equal(counts.unchecked, 3);
	result_free(result);
}

static void test_verdict_names(void **state)
{
	enum verdict verdict;

	(void)state;
	for (int i = VERDICT_FAIL; i <= VERDICT_ERROR; i++) {
		assert_int_equal(verdict_parse(verdict_name((enum verdict)i), &verdict), 0);
		assert_int_equal(verdict, i);
	}
	assert_int_equal(verdict_parse("passed", &verdict), -EINVAL);
	assert_int_equal(verdict_parse("", &verdict), -EINVAL);
}

static void test_remarks(void **state)
{
	struct result *result = result_new();

	(void)state;
	for (int i = 0; i < 20; i++)
		result_add_remark(result, "remark %d", i);
	assert_int_equal(result->remark_count, 20);
	assert_string_equal(result->remarks[19], "remark 19");
	result_free(result);
	result_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_status),
		cmocka_unit_test(test_a_point_that_nothing_was_said_of_has_failed),
		cmocka_unit_test(test_counts_and_numbers),
		cmocka_unit_test(test_verdict_names),
		cmocka_unit_test(test_remarks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
