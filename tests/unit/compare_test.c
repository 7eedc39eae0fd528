/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "report_files.h"
#include "sample_result.h"

#include <probetap/compare.h>
#include <probetap/memory.h>
#include <probetap/path.h>
#include <probetap/report.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* A value, in which ~ stands for the comma and the blank between the items of a tuple, and \x01 for a blank.
 */
static char *value_of(const char *word)
{
	struct buffer value = {0};

	for (; *word; word++)
		buffer_add(&value, *word == '~' ? ", " : *word == 1 ? " " : word, *word == '~' ? 2 : 1);
	return buffer_take(&value);
}

/* A stream in one text: events with commas between, words with blanks, "thread:" before an event of another
 * thread. */
static void add_events(struct result_events *events, const char *text)
{
	char *copy = memory_text(text), *rest = copy, *part, *word;

	while (*text && (part = strsep(&rest, ","))) {
		struct result_event *event;

		events->list = memory_grow(events->list, events->count, sizeof *events->list);
		event = &events->list[events->count++];
		if (part[0] && part[1] == ':') {
			event->thread = part[0] - '0';
			part += 2;
		}
		event->marker = memory_text(strsep(&part, " "));
		while ((word = strsep(&part, " "))) {
			event->values = memory_grow(event->values, event->value_count, sizeof *event->values);
			event->values[event->value_count++] = value_of(word);
		}
	}
	free(copy);
}

static struct point *add_point(struct result *result, enum verdict verdict, const char *name,
			       const char *marker, const char *expected, const char *got)
{
	struct point *point = result_add_point(result);

	if (!result->target)
		result->target = memory_text("python");
	point->verdict = verdict;
	point->name = memory_text(name);
	point->marker = marker ? memory_text(marker) : NULL;
	add_events(&point->expected, expected);
	add_events(&point->got, got);
	return point;
}

/* Two runs of one case that got these events: the difference, or "" */
static char *difference_of(const char *expected, const char *got_a, const char *got_b)
{
	struct result *a = result_new(), *b = result_new();
	struct comparison comparison;
	char *difference;

	add_point(a, VERDICT_PASS, "case x alone", NULL, expected, got_a);
	add_point(b, VERDICT_PASS, "case x alone", NULL, expected, got_b);
	comparison_init(&comparison, a, b);
	assert_int_equal(comparison.same + comparison.change_count, 1);
	assert_false(comparison_lost(&comparison));
	assert_false(comparison_undecided(&comparison));
	difference = memory_text(comparison.change_count ? comparison.changes[0].difference : "");
	comparison_fini(&comparison);
	result_free(a);
	result_free(b);
	return difference;
}

static void test_events(void **state)
{
	static const struct {
		const char *what, *expected, *a, *b, *difference;
	} rows[] = {
		{"the same", "", "m 1,m 2", "m 1,m 2", ""},
		{"none at all", "", "", "", ""},
		{"one is missing", "", "m 1,m 2,m 3", "m 1,m 3", "  m  1\n- m  2\n  m  3\n"},
		{"one too many", "", "m 1", "m 1,m 1", "  m  1\n+ m  1\n"},
		{"changed by one", "", "m 1,m 2", "m 1,m 3", "  m  1\n- m  2\n+ m  3\n"},
		{"swapped", "", "m 1,m 2", "m 2,m 1", "- m  1\n  m  2\n+ m  1\n"},
		{"a value less", "", "m 1 2", "m 1", "- m  1  2\n+ m  1\n"},
		{"another marker", "", "m 1", "n 1", "- m  1\n+ n  1\n"},
		{"all gone", "", "m 1", "", "- m  1\n"},
		{"unchecked by the case", "m _count", "m 1", "m 2", ""},
		{"a name of the case", "m ?id", "m 1", "m 2", ""},
		{"unchecked is the other argument", "m _count 1", "m 1 1", "m 1 2", "- m  1  1\n+ m  1  2\n"},
		{"unchecked is another marker", "n _count", "m 1", "m 2", "- m  1\n+ m  2\n"},
		{"another temporary directory", "", "m \"/tmp/a/x.py\",m \"/tmp/a/p/y.py\"",
		 "m \"/tmp/b/x.py\",m \"/tmp/b/p/y.py\"", ""},
		{"below a package first", "", "m \"/tmp/a/p/y.py\",m \"/tmp/a/x.py\"",
		 "m \"/tmp/bb/p/y.py\",m \"/tmp/bb/x.py\"", ""},
		{"another file", "", "m \"/tmp/a/x.py\"", "m \"/tmp/a/y.py\"",
		 "- m  \"/tmp/a/x.py\"\n+ m  \"/tmp/a/y.py\"\n"},
		{"two directories are not one", "", "m \"/a/x.py\",m \"/a/x.py\"",
		 "m \"/b/x.py\",m \"/c/x.py\"", "  m  \"/a/x.py\"\n- m  \"/a/x.py\"\n+ m  \"/c/x.py\"\n"},
		{"no longer absolute", "", "m \"/a/x.py\"", "m \"x.py\"",
		 "- m  \"/a/x.py\"\n+ m  \"x.py\"\n"},
		{"a tuple", "", "m \"e\" (1~\"a\"~<code>)", "m \"e\" (1~\"a\"~<code>)", ""},
		{"another item", "", "m \"e\" (1~\"a\")", "m \"e\" (1~\"b\")",
		 "- m  \"e\"  (1, \"a\")\n+ m  \"e\"  (1, \"b\")\n"},
		{"an item more", "", "m \"e\" (1)", "m \"e\" (1~2)", "- m  \"e\"  (1)\n+ m  \"e\"  (1, 2)\n"},
		{"an item less", "", "m \"e\" (1)", "m \"e\" ()", "- m  \"e\"  (1)\n+ m  \"e\"  ()\n"},
		{"an item of another type", "", "m \"e\" (<list>)", "m \"e\" (<dict>)",
		 "- m  \"e\"  (<list>)\n+ m  \"e\"  (<dict>)\n"},
		{"an item that is unchecked", "m \"e\" (_object~1)", "m \"e\" (7~1)", "m \"e\" (8~1)", ""},
		{"a name in a tuple", "m \"e\" (?id~(?id~1))", "m \"e\" (7~(7~1))", "m \"e\" (8~(8~1))", ""},
		{"unchecked is the other item", "m \"e\" (_object~1)", "m \"e\" (7~1)", "m \"e\" (7~2)",
		 "- m  \"e\"  (7, 1)\n+ m  \"e\"  (7, 2)\n"},
		{"unchecked is the item of another event", "m \"f\" (_object~1)", "m \"e\" (7~1)",
		 "m \"e\" (8~1)", "- m  \"e\"  (7, 1)\n+ m  \"e\"  (8, 1)\n"},
		{"an item deep inside", "", "m \"e\" (1~(2~(\")((\\\"\"~3)))",
		 "m \"e\" (1~(2~(\")((\\\"\"~4)))",
		 "- m  \"e\"  (1, (2, (\")((\\\"\", 3)))\n+ m  \"e\"  (1, (2, (\")((\\\"\", 4)))\n"},
		{"a path in a tuple", "", "m \"/tmp/a/x.py\" 1,m \"e\" (\"/tmp/a/x.py\"~(\"/tmp/a/p\"))",
		 "m \"/tmp/b/x.py\" 1,m \"e\" (\"/tmp/b/x.py\"~(\"/tmp/b/p\"))", ""},
		{"only a path in a tuple", "", "m \"e\" (\"/tmp/a/x.py\")", "m \"e\" (\"/tmp/b/x.py\")", ""},
		{"another file in a tuple", "", "m \"e\" (\"/tmp/a/x.py\")", "m \"e\" (\"/tmp/b/y.py\")",
		 "- m  \"e\"  (\"/tmp/a/x.py\")\n+ m  \"e\"  (\"/tmp/b/y.py\")\n"},
		{"cut on one side", "", "m \"e\" (\"aaa\"...\x01(cut)~1)", "m \"e\" (\"aaab\"~1)", ""},
		{"cut, and another item differs", "", "m \"e\" (\"aaa\"...\x01(cut)~1)",
		 "m \"e\" (\"aaab\"~2)", "- m  \"e\"  (\"aaa\"... (cut), 1)\n+ m  \"e\"  (\"aaab\", 2)\n"},
		{"a document older than the items", "", "m \"e\" tuple[2]", "m \"e\" (1~(2~3))", ""},
		{"and a tuple of another size", "", "m \"e\" tuple[3]", "m \"e\" (1~(2~3))",
		 "- m  \"e\"  tuple[3]\n+ m  \"e\"  (1, (2, 3))\n"},
		{"threads in another order", "", "0:m 1,1:m 2,0:m 3", "0:m 2,1:m 1,1:m 3", ""},
		{"one thread differs", "", "0:m 1,1:m 2", "0:m 1,1:m 4",
		 "  process 0, thread 1:\n- m  2\n+ m  4\n"},
		{"a thread more", "", "0:m 1", "0:m 1,1:m 4", "  process 0, thread 1:\n+ m  4\n"},
		{"far from each other", "", "m 0,m 1,m 2,m 3,m 4,m 5,m 6,m 7,m 8",
		 "n 0,m 1,m 2,m 3,m 4,m 5,m 6,m 7,n 8",
		 "- m  0\n+ n  0\n  m  1\n  m  2\n  (3 equal events)\n  m  6\n  m  7\n- m  8\n+ n  8\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *difference = difference_of(rows[i].expected, rows[i].a, rows[i].b);

		if (strcmp(difference, rows[i].difference) != 0)
			fail_msg("%s: got\n%swanted\n%s", rows[i].what, difference, rows[i].difference);
		free(difference);
	}
}

/* Streams too long for a table, and too different for a person. */
static void test_long_streams(void **state)
{
	struct buffer a = {0}, b = {0};
	char *difference;

	(void)state;
	for (int i = 0; i < 5000; i++) {
		buffer_printf(&a, "%sm %d", i ? "," : "", i);
		buffer_printf(&b, "%sn %d", i ? "," : "", i);
	}
	difference = difference_of("", buffer_text(&a), buffer_text(&b));
	assert_memory_equal(difference, "- m  0\n- m  1\n", 14);
	assert_non_null(strstr(difference, "\n  (and so on: 9940 events more)\n"));
	free(difference);
	difference = difference_of("", buffer_text(&a), buffer_text(&a));
	assert_string_equal(difference, "");
	free(difference);
	buffer_fini(&a);
	buffer_fini(&b);
}

static void test_verdicts(void **state)
{
	enum { SAME, LOST, GAINED, NEITHER };
	static const enum verdict verdicts[] = {VERDICT_FAIL,  VERDICT_PASS, VERDICT_KNOWN,
						VERDICT_FIXED, VERDICT_SKIP, VERDICT_ERROR};
	static const int wanted[6][6] = {
		/* fail     pass    known   fixed    skip     error: b */
		{SAME, GAINED, GAINED, GAINED, NEITHER, NEITHER}, /* a: fail */
		{LOST, SAME, LOST, SAME, NEITHER, NEITHER},       /* pass */
		{LOST, GAINED, SAME, GAINED, NEITHER, NEITHER},   /* known */
		{LOST, SAME, LOST, SAME, NEITHER, NEITHER},       /* fixed */
		{NEITHER, NEITHER, NEITHER, NEITHER, NEITHER, NEITHER},
		{NEITHER, NEITHER, NEITHER, NEITHER, NEITHER, NEITHER},
	};

	(void)state;
	for (size_t i = 0; i < 6; i++) {
		for (size_t k = 0; k < 6; k++) {
			struct result *a = result_new(), *b = result_new();
			struct comparison comparison;
			int got;

			add_point(a, verdicts[i], "x", NULL, "", "");
			add_point(b, verdicts[k], "x", NULL, "", "");
			comparison_init(&comparison, a, b);
			got = comparison.not_judged                                             ? NEITHER
			      : comparison.same                                                 ? SAME
			      : comparison.changes && comparison.changes[0].kind == CHANGE_LOST ? LOST
												: GAINED;
			assert_int_equal(got, wanted[i][k]);
			assert_int_equal(comparison_lost(&comparison), wanted[i][k] == LOST);
			assert_int_equal(comparison_undecided(&comparison), wanted[i][k] == NEITHER);
			comparison_fini(&comparison);
			result_free(a);
			result_free(b);
		}
	}
}

static void test_markers(void **state)
{
	struct result *a = result_new(), *b = result_new();
	struct comparison comparison;

	(void)state;
	add_point(a, VERDICT_PASS, "marker line present", "line", "", "");
	add_point(a, VERDICT_PASS, "marker old present", "old", "", "");
	add_point(a, VERDICT_KNOWN, "marker gc__done present", "gc__done", "", "");
	add_point(a, VERDICT_PASS, "marker audit arguments", "audit", "", "");
	add_point(b, VERDICT_KNOWN, "marker line present", "line", "", "");
	add_point(b, VERDICT_FIXED, "marker gc__done present", "gc__done", "", "");
	comparison_init(&comparison, a, b);
	assert_int_equal(comparison.lost_count, 2);
	assert_string_equal(comparison.markers_lost[0], "line");
	assert_string_equal(comparison.markers_lost[1], "old");
	assert_int_equal(comparison.gained_count, 1);
	assert_string_equal(comparison.markers_gained[0], "gc__done");
	assert_int_equal(comparison.only_a, 2);
	assert_int_equal(comparison.only_b, 0);
	assert_true(comparison_lost(&comparison));
	comparison_fini(&comparison);
	result_free(a);
	result_free(b);
}

static void test_nothing_in_common_is_no_conclusion(void **state)
{
	struct result *a = result_new(), *b = result_new();
	struct comparison comparison;

	(void)state;
	add_point(a, VERDICT_PASS, "x", NULL, "", "");
	add_point(b, VERDICT_PASS, "y", NULL, "", "");
	comparison_init(&comparison, a, b);
	assert_true(comparison_undecided(&comparison));
	assert_false(comparison_lost(&comparison));
	comparison_fini(&comparison);
	/* An error of B's environment leaves the question open although something else agreed. */
	add_point(a, VERDICT_PASS, "z", NULL, "", "");
	add_point(a, VERDICT_PASS, "e", NULL, "", "");
	add_point(b, VERDICT_PASS, "z", NULL, "", "");
	add_point(b, VERDICT_ERROR, "e", NULL, "", "");
	comparison_init(&comparison, a, b);
	assert_int_equal(comparison.same, 1);
	assert_true(comparison_undecided(&comparison));
	comparison_fini(&comparison);
	result_free(a);
	result_free(b);
}

static void test_what_is_printed_cannot_command_a_terminal(void **state)
{
	struct result *a = result_new(), *b = result_new();
	struct comparison comparison;
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	(void)state;
	add_point(a, VERDICT_PASS, "case x\x1b[2J alone", NULL, "", "m \x1b]0;t\x07");
	add_point(b, VERDICT_FAIL, "case x\x1b[2J alone", NULL, "", "m 1")->sentence =
		memory_text("\x1b[31m");
	b->version = memory_text("3.\x1b[1m");
	comparison_init(&comparison, a, b);
	comparison_print(to, &comparison, false);
	fclose(to);
	assert_null(strchr(text, '\x1b'));
	assert_null(strchr(text, '\x07'));
	assert_non_null(strstr(text, "case x\\x1b[2J alone: pass, now fail\n"));
	free(text);
	comparison_fini(&comparison);
	result_free(a);
	result_free(b);
}

/* ---- baseline ---- */

static void test_baseline(void **state)
{
	static const struct {
		enum verdict before, after, judged;
		const char *got_before, *got_after, *sentence;
	} rows[] = {
		{VERDICT_FAIL, VERDICT_FAIL, VERDICT_KNOWN, "m 1", "m 1", "as in the baseline: s"},
		{VERDICT_FAIL, VERDICT_FAIL, VERDICT_KNOWN, "", "", "as in the baseline: s"},
		{VERDICT_FAIL, VERDICT_FAIL, VERDICT_FAIL, "m 1", "m 2",
		 "failed in the baseline too, by other events: s"},
		{VERDICT_FAIL, VERDICT_FAIL, VERDICT_FAIL, "m 1", "",
		 "failed in the baseline too, by other events: s"},
		{VERDICT_PASS, VERDICT_FAIL, VERDICT_FAIL, "m 1", "m 1",
		 "worse than in the baseline (pass): s"},
		{VERDICT_KNOWN, VERDICT_FAIL, VERDICT_FAIL, "m 1", "m 1",
		 "worse than in the baseline (known): s"},
		{VERDICT_SKIP, VERDICT_FAIL, VERDICT_FAIL, "", "", "worse than in the baseline (skip): s"},
		{VERDICT_FAIL, VERDICT_ERROR, VERDICT_ERROR, "m 1", "m 1", "s"},
		{VERDICT_FAIL, VERDICT_PASS, VERDICT_PASS, "m 1", "m 1", "s"},
		{VERDICT_FAIL, VERDICT_KNOWN, VERDICT_KNOWN, "m 1", "m 1", "s"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct result *older = result_new(), *result = result_new();
		struct point *point;

		add_point(older, VERDICT_PASS, "other", NULL, "", "");
		add_point(older, rows[i].before, "x", NULL, "", rows[i].got_before);
		point = add_point(result, rows[i].after, "x", NULL, "", rows[i].got_after);
		point->sentence = memory_text("s");
		baseline_judge(older, point);
		assert_int_equal(point->verdict, rows[i].judged);
		assert_string_equal(point->sentence, rows[i].sentence);
		result_free(older);
		result_free(result);
	}
}

static void test_a_new_point_is_not_excused(void **state)
{
	struct result *older = result_new(), *result = result_new();
	struct point *point = add_point(result, VERDICT_FAIL, "x", NULL, "", "");

	(void)state;
	add_point(older, VERDICT_FAIL, "y", NULL, "", "");
	baseline_judge(older, point);
	assert_int_equal(point->verdict, VERDICT_FAIL);
	assert_string_equal(point->sentence, "not in the baseline: no reason was recorded");
	result_free(older);
	result_free(result);
}

static void test_baseline_file(void **state)
{
	struct result *bad = sample_result(), *good = sample_result_good();
	const struct result *const both[] = {bad, good};
	char *path = path_join(*state, "baseline.json");
	struct baseline *baseline;
	struct error err;

	assert_int_equal(json_write(path, both, 2, NULL), 0);
	assert_int_equal(baseline_open(&baseline, path, &err), 0);
	assert_string_equal(baseline_result(baseline, bad->target)->version, "3.11.2");
	assert_null(baseline_result(baseline, "/usr/bin/python3.12"));
	baseline_close(baseline);
	assert_int_equal(json_write(path, both + 1, 1, NULL), 0);
	assert_int_equal(baseline_open(&baseline, path, &err), 0);
	/* The only one there is stands for the target whatever its path. */
	assert_string_equal(baseline_result(baseline, "/usr/bin/python3.12")->version, "3.9.2");
	baseline_close(baseline);
	assert_int_equal(json_write(path, NULL, 0, NULL), 0);
	assert_int_equal(baseline_open(&baseline, path, &err), -EBADMSG);
	assert_non_null(strstr(err.text, "baseline.json: has no points"));
	assert_int_equal(baseline_open(&baseline, "/nonexistent", &err), -ENOENT);
	free(path);
	result_free(bad);
	result_free(good);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_events),
		cmocka_unit_test(test_long_streams),
		cmocka_unit_test(test_verdicts),
		cmocka_unit_test(test_markers),
		cmocka_unit_test(test_nothing_in_common_is_no_conclusion),
		cmocka_unit_test(test_what_is_printed_cannot_command_a_terminal),
		cmocka_unit_test(test_baseline),
		cmocka_unit_test(test_a_new_point_is_not_excused),
		cmocka_unit_test(test_baseline_file),
	};

	return cmocka_run_group_tests(tests, report_files_open, report_files_close);
}
