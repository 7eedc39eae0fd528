/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <probetap/version.h>

#include <errno.h>
#include <limits.h>
#include <string.h>

static void test_versions(void **state)
{
	static const struct {
		const char *text;
		int major, minor, micro;
	} rows[] = {
		{"3.11.2", 3, 11, 2},    {"3.15.0rc1", 3, 15, 0}, {"3.9", 3, 9, 0},
		{"3.6.15", 3, 6, 15},    {"3.15.0a0", 3, 15, 0},  {"3.9.2+", 3, 9, 2},
		{"3.14.0b3+", 3, 14, 0}, {"3.9c1", 3, 9, 0},      {"10.0.0", 10, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct version version = {-1, -1, -1};

		assert_int_equal(version_parse(rows[i].text, &version), 0);
		assert_int_equal(version.major, rows[i].major);
		assert_int_equal(version.minor, rows[i].minor);
		assert_int_equal(version.micro, rows[i].micro);
	}
}

static void test_no_versions(void **state)
{
	static const char *const texts[] = {"",        "3",       "3.",   ".9",      "3.9.",
					    "3.9.2.1", "3.x",     "v3.9", " 3.9",    "3.9 ",
					    "3.9.2rc", "3.9.2d1", "3.-9", "3.99999", "3.9.2rc1x"};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct version version = {1, 2, 3};

		assert_int_equal(version_parse(texts[i], &version), -EINVAL);
		assert_int_equal(version.minor, 2);
	}
}

static void test_order(void **state)
{
	static const char *const ascending[] = {"2.7.18", "3.6",    "3.6.1", "3.9.30",
						"3.10.0", "3.11.2", "4.0"};

	(void)state;
	for (size_t i = 0; i < sizeof ascending / sizeof *ascending; i++)
		for (size_t k = 0; k < sizeof ascending / sizeof *ascending; k++) {
			struct version a, b;

			assert_int_equal(version_parse(ascending[i], &a), 0);
			assert_int_equal(version_parse(ascending[k], &b), 0);
			assert_int_equal(version_compare(a, b), (i > k) - (i < k));
		}
}

/* What is in a range, just outside of it, and what comes next. */
static void test_ranges(void **state)
{
	static const struct {
		const char *range, *below, *first, *last, *above, *after;
	} rows[] = {
		{"3.9", "3.8.99", "3.9.0", "3.9.999", "3.10", "3.10"},
		{"3.6-3.11", "3.5.9", "3.6", "3.11.14", "3.12", "3.12"},
		{"3.14.0-3.14.4", "3.13.9", "3.14.0", "3.14.4", "3.14.5", "3.14.5"},
		{"3.14.5-", "3.14.4", "3.14.5", "9.0", NULL, NULL},
		{"3.12-", "3.11.99", "3.12.0", "3.15.2", NULL, NULL},
		{"3.9.2", "3.9.1", "3.9.2", "3.9.2", "3.9.3", "3.9.3"},
		{"3.9.2-3.11", "3.9.1", "3.9.2", "3.11.9", "3.12", "3.12"},
		{"3.9-3.11.4", "3.8.1", "3.9.0", "3.11.4", "3.11.5", "3.11.5"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct version_range range;
		struct version version;

		assert_int_equal(version_range_parse(rows[i].range, strlen(rows[i].range), &range), 0);
		version_parse(rows[i].below, &version);
		assert_false(version_in_range(version, &range));
		version_parse(rows[i].first, &version);
		assert_true(version_in_range(version, &range));
		version_parse(rows[i].last, &version);
		assert_true(version_in_range(version, &range));
		if (rows[i].above) {
			version_parse(rows[i].above, &version);
			assert_false(version_in_range(version, &range));
			version_parse(rows[i].after, &version);
			assert_int_equal(version_compare(version_after(&range), version), 0);
		} else
			assert_int_equal(version_after(&range).major, INT_MAX);
	}
}

static void test_no_ranges(void **state)
{
	static const char *const texts[] = {"",          "3",         "-",         "-3.9",
					    "3.12-3.11", "3.9--3.10", "3.9-3",     "3.9-3.x",
					    "3.9 -3.10", "3.9,3.10",  "3.9-3.10-", "3.14.5-3.14.4"};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct version_range range = {{7, 7, 7}, {7, 7, 7}};

		assert_int_equal(version_range_parse(texts[i], strlen(texts[i]), &range), -EINVAL);
		assert_int_equal(range.first.major, 7);
	}
}

static void test_the_length_is_kept(void **state)
{
	struct version_range range;

	(void)state;
	assert_int_equal(version_range_parse("3.9-3.115", 8, &range), 0);
	assert_int_equal(range.last.minor, 11);
}

static void test_format(void **state)
{
	static const struct {
		const char *range, *written;
	} rows[] = {
		{"3.9", NULL},
		{"3.6-3.11", NULL},
		{"3.12-", NULL},
		{"3.14.0-3.14.4", NULL},
		{"3.14.5-", NULL},
		{"3.9.2", NULL},
		{"3.9.2-3.11", NULL},
		{"3.9-3.9", "3.9"},
		{"3.9.0", NULL},
		{"3.9.0-", "3.9-"},
		{"3.9-3.11.4", "3.9.0-3.11.4"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct version_range range;
		char text[64];

		assert_int_equal(version_range_parse(rows[i].range, strlen(rows[i].range), &range), 0);
		version_range_format(&range, text, sizeof text);
		assert_string_equal(text, rows[i].written ? rows[i].written : rows[i].range);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_versions),  cmocka_unit_test(test_no_versions),
		cmocka_unit_test(test_order),     cmocka_unit_test(test_ranges),
		cmocka_unit_test(test_no_ranges), cmocka_unit_test(test_the_length_is_kept),
		cmocka_unit_test(test_format),
	};

	return cmocka_run_group_tests_name("version", tests, NULL, NULL);
}
