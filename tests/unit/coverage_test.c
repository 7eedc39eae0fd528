/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "case_files.h"

#include <probetap/memory.h>
#include <probetap/suite.h>

#include <stdlib.h>
#include <string.h>

static const char functions[] = "about A.\n"
				"markers function__entry function__return\n"
				"expect\n"
				" function__entry $file \"<module>\" @module\n"
				" function__return $file \"<module>\" 1\n"
				" thread A\n"
				"  function__entry $dir/other.py \"f\" 70000\n"
				"  function__return NULL ?name 3\n"
				"  function__return \"\" ?name 4\n"
				" end\n"
				" process B\n"
				"  function__entry $file \"f\" -1\n"
				" end\n"
				"end\n";
static const char collections[] = "about B.\n"
				  "markers gc__start gc__done\n"
				  "observers 2 0\n"
				  "expect\n"
				  " repeat 3\n"
				  "  gc__start 1\n"
				  "  gc__done _count\n"
				  " end\n"
				  "end\n";
static const char old_collections[] = "about C.\n"
				      "markers gc__start\n"
				      "versions 3.6-3.7\n"
				      "expect\n"
				      " gc__start 7\n"
				      "end\n";
static const char from_start[] = "about D.\n"
				 "markers audit\n"
				 "scope process\n"
				 "expect\n"
				 " audit \"a\" (1, 2, 3)\n"
				 " audit \"a\" _pointer\n"
				 "end\n";
static const char silent[] = "about E.\n"
			     "markers audit gc__start\n"
			     "expect\n"
			     " none\n"
			     "end\n";

/* What our own cases leave unchecked in the reference version, where all is as documented, and why. */
static const struct {
	const char *marker, *gap;
} reasons[] = {
	/* The collections of start-up and shutdown, which depend on what is installed, cannot be told from
	 * the program's. */
	{"gc__start", "no case enables it from the start of the process on"},
	{"gc__done", "no case enables it from the start of the process on"},
	/* What was left by making a class, or by the library, is not the program's; begins so. */
	{"gc__done", "collected goes unchecked in "},
};

/* Of our own cases where `cases` is NULL. */
static struct coverage *coverage_in(const char *cases, const char *version, unsigned facets)
{
	struct suite_options options = {.cases = cases, .coverage = true};
	struct coverage *coverage;
	struct suite *suite;
	struct error err;

	if (suite_open(&suite, &options, &err) < 0)
		fail_msg("%s", err.text);
	coverage = suite_coverage(suite, version_of(version), facets);
	suite_close(suite);
	return coverage;
}

static struct coverage *coverage_of(const char *version, unsigned facets)
{
	return coverage_in(case_files_directory(), version, facets);
}

static const struct coverage_marker *marker_of(const struct coverage *coverage, const char *name)
{
	for (size_t i = 0; i < coverage->marker_count; i++)
		if (strcmp(coverage->markers[i].name, name) == 0)
			return &coverage->markers[i];
	return NULL;
}

static void assert_counts(const struct coverage *coverage, const char *name,
			  const unsigned (*counts)[COVERAGE_COUNTS])
{
	const struct coverage_marker *marker = marker_of(coverage, name);

	assert_non_null(marker);
	for (unsigned i = 0; i < COVERAGE_COUNTS; i++)
		if (marker->counts[i] != (*counts)[i])
			fail_msg("%s, %s: %u, not %u", name, coverage_words[i].name, marker->counts[i],
				 (*counts)[i]);
}

static void test_what_is_counted_of_a_marker(void **state)
{
	/* cases, events, silent, single, from start, several, nobody, threads, processes */
	static const struct {
		const char *name;
		unsigned counts[COVERAGE_COUNTS];
	} rows[] = {
		{"function__entry", {1, 3, 0, 0, 0, 0, 0, 1, 1}},
		{"function__return", {1, 3, 0, 0, 0, 0, 0, 1, 0}},
		{"gc__start", {2, 3, 2, 0, 0, 1, 1, 0, 0}},
		{"gc__done", {1, 3, 1, 0, 0, 1, 1, 0, 0}},
		{"audit", {2, 2, 1, 1, 1, 0, 0, 0, 0}},
		{"line", {0}},
	};
	struct coverage *coverage = coverage_of("3.9.2", 0);

	(void)state;
	assert_int_equal(coverage->cases, 4); /* old_collections does not apply */
	assert_int_equal(coverage->marker_count, 8);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_counts(coverage, rows[i].name, &rows[i].counts);
	coverage_free(coverage);
}

static void test_what_is_counted_of_an_argument(void **state)
{
	/* exact, named, unchecked, null, different, least, most */
	static const struct {
		const char *marker;
		unsigned argument, counts[5];
		int64_t least, most;
	} rows[] = {
		{"function__entry", 0, {3, 0, 0, 0, 2}, 5, 9}, /* "/t.py" and "/other.py" */
		{"function__entry", 2, {3, 0, 0, 0, 3}, -1, 70000},
		{"function__return", 0, {3, 0, 0, 1, 3}, 0, 5},
		{"function__return", 1, {1, 2, 0, 0, 1}, 8, 8},
		{"gc__start", 0, {3, 0, 0, 0, 1}, 1, 1},
		{"gc__done", 0, {0, 0, 3, 0, 0}, INT64_MAX, INT64_MIN},
		{"audit", 1, {1, 0, 1, 0, 1}, 3, 3},
	};
	struct coverage *coverage = coverage_of("3.9.2", 0);

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct coverage_argument *argument =
			&marker_of(coverage, rows[i].marker)->arguments[rows[i].argument];
		const unsigned counts[5] = {argument->exact, argument->named, argument->unchecked,
					    argument->null, argument->different};

		assert_memory_equal(counts, rows[i].counts, sizeof counts);
		assert_true(argument->least == rows[i].least && argument->most == rows[i].most);
	}
	coverage_free(coverage);
}

static bool has_gap(const struct coverage_marker *marker, const char *words)
{
	for (size_t i = 0; i < marker->gap_count; i++)
		if (strcmp(marker->gaps[i], words) == 0)
			return true;
	return false;
}

static void test_what_is_left_unchecked(void **state)
{
	static const struct {
		const char *marker, *words;
		bool there;
	} rows[] = {
		{"line", "no case enables it", true},
		{"line", "no case has it fire", false}, /* that goes without saying */
		{"function__entry", "no case says that it must not fire", true},
		{"function__entry", "no case has it fire in another process", false},
		{"function__return", "no case has it fire in another process", true},
		{"function__return", "lineno is always the same", false},
		{"gc__start", "no case says that it must not fire", false},
		{"gc__start", "no case has several observers", false},
		{"gc__start", "no case enables it and nothing else", true},
		{"gc__start", "generation is always the same", true},
		{"gc__done", "collected is never given exactly", true},
		{"gc__done", "collected goes unchecked in 3 events", true},
		{"audit", "tuple goes unchecked in 1 event", true},
		{"audit", "no case enables it from the start of the process on", false},
	};
	struct coverage *coverage = coverage_of("3.9.2", 0);

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (has_gap(marker_of(coverage, rows[i].marker), rows[i].words) != rows[i].there)
			fail_msg("%s: %s", rows[i].marker, rows[i].words);
	coverage_free(coverage);
}

static void test_version_and_build_count(void **state)
{
	struct coverage *old = coverage_of("3.6.1", 0), *new = coverage_of("3.13.1", 0),
			*debug = coverage_of("3.11.2", FACET_DEBUG);

	(void)state;
	assert_int_equal(old->cases, 3); /* audit came with 3.8 */
	assert_null(marker_of(old, "audit"));
	assert_int_equal(marker_of(old, "gc__start")->counts[COVERAGE_SINGLE], 1);
	assert_null(marker_of(old, "line")->known);
	assert_string_equal(marker_of(new, "line")->known, "it is not there (gh-104280)");
	assert_null(marker_of(new, "gc__start")->known);
	assert_string_equal(marker_of(debug, "line")->known,
			    "the interpreter dies when it is enabled (gh-98894)");
	assert_string_equal(marker_of(debug, "function__entry")->known,
			    "it does not fire unless another marker is enabled too (gh-98894)");
	coverage_free(old);
	coverage_free(new);
	coverage_free(debug);
}

static void test_it_is_printed(void **state)
{
	struct coverage *coverage = coverage_of("3.13.1", 0);
	char *text = NULL;
	size_t length;
	FILE *to = open_memstream(&text, &length);

	(void)state;
	coverage_print(to, "python3", coverage);
	fclose(to);
	assert_non_null(
		strstr(text, "python3: what 4 cases assert, each alone and together with all markers\n"));
	assert_non_null(strstr(text, "\nfunction__entry: 1 cases, 3 events, in 0 it must not fire\n"
				     "    filename   3 exact: 2 different, 5 to 9 bytes\n"
				     "    funcname   3 exact: 2 different, 1 to 8 bytes\n"
				     "    lineno     3 exact: 3 different, -1 to 70000\n"
				     "    enabled    with nothing else in 0, "));
	assert_non_null(strstr(text, "    known      it is not there (gh-104280)\n"
				     "    unchecked  no case says that it must not fire\n"
				     "               no case enables it and nothing else\n"));
	assert_non_null(strstr(
		text, "    filename   3 exact: 3 different, 0 to 5 bytes, 1 NULL\n"
		      "    funcname   1 exact: 1 different, 8 bytes; 2 the same as another (?name)\n"));
	assert_non_null(strstr(text, "    tuple      1 exact: 1 different, 3 items; 1 unchecked\n"));
	free(text);
	coverage_free(coverage);
}

static bool has_reason(const struct coverage_marker *marker, const char *gap)
{
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (strcmp(reasons[i].marker, marker->name) == 0 &&
		    strncmp(reasons[i].gap, gap, strlen(reasons[i].gap)) == 0)
			return true;
	return false;
}

static void test_our_own_cases_leave_nothing_without_a_reason(void **state)
{
	struct coverage *coverage = coverage_in(NULL, "3.9.2", 0);
	size_t found = 0;

	(void)state;
	assert_int_equal(coverage->marker_count, 8);
	for (size_t i = 0; i < coverage->marker_count; i++)
		for (size_t k = 0; k < coverage->markers[i].gap_count; k++) {
			if (!has_reason(&coverage->markers[i], coverage->markers[i].gaps[k]))
				fail_msg("%s: %s", coverage->markers[i].name, coverage->markers[i].gaps[k]);
			found++;
		}
	assert_int_equal(found, sizeof reasons / sizeof *reasons);
	coverage_free(coverage);
}

static int setup(void **state)
{
	static const struct {
		const char *name, *text;
	} files[] = {{"a/t.py", ""}, {"a/t.case", functions},       {"b/t.py", ""}, {"b/t.case", collections},
		     {"c/t.py", ""}, {"c/t.case", old_collections}, {"d/t.py", ""}, {"d/t.case", from_start},
		     {"e/t.py", ""}, {"e/t.case", silent}};
	int rc = case_files_setup(state);

	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		case_files_write(files[i].name, files[i].text);
	return rc;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_counted_of_a_marker),
		cmocka_unit_test(test_what_is_counted_of_an_argument),
		cmocka_unit_test(test_what_is_left_unchecked),
		cmocka_unit_test(test_version_and_build_count),
		cmocka_unit_test(test_it_is_printed),
		cmocka_unit_test(test_our_own_cases_leave_nothing_without_a_reason),
	};

	return cmocka_run_group_tests_name("coverage", tests, setup, case_files_teardown);
}
