/* SPDX-License-Identifier: BSD-2-Clause */
/* TAP is read by others, so the test asks them: automake's driver and Perl's TAP::Parser (what `prove` runs).
 */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "sample_result.h"

#include <probetap/buffer.h>
#include <probetap/memory.h>
#include <probetap/path.h>
#include <probetap/process.h>
#include <probetap/report.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What was printed since memory_open(). */
static char *memory;
static size_t memory_size;

static FILE *memory_open(void)
{
	return open_memstream(&memory, &memory_size);
}

static char *tap_of(const struct result *result)
{
	FILE *to = memory_open();

	tap_plan(to, (unsigned)result->point_count);
	for (size_t i = 0; i < result->point_count; i++)
		tap_point(to, &result->points[i], (unsigned)i + 1);
	tap_comment(to, "%s", "last words\nnot ok 100 - no point");
	fclose(to);
	return memory;
}

static char *tap_of_point(const struct point *point)
{
	FILE *to = memory_open();

	tap_point(to, point, 7);
	fclose(to);
	return memory;
}

/* Runs a shell command with the sample's TAP in $1; what it prints. */
static char *read_by(const char *command)
{
	const struct process_options options = {.output_fd = -1, .deadline_seconds = 60};
	struct result *result = sample_result();
	struct buffer output = {0};
	char *directory, *path, *tap = tap_of(result);
	int status;

	assert_int_equal(path_make_temporary(geteuid(), getegid(), &directory, NULL), 0);
	path = path_join(directory, "sample.tap");
	assert_int_equal(path_write_atomically(path, tap, strlen(tap), NULL), 0);
	const char *const argv[] = {"sh", "-c", command, "sh", path, directory, NULL};
	assert_int_equal(process_run(argv, &options, &status, &output, NULL), 0);
	path_remove_tree(directory, NULL);
	free(path);
	free(directory);
	free(tap);
	result_free(result);
	return buffer_take(&output);
}

static void test_plan(void **state)
{
	FILE *to = memory_open();

	(void)state;
	tap_plan(to, 12);
	fclose(to);
	assert_string_equal(memory, "TAP version 13\n1..12\n");
	free(memory);
}

static void test_lines(void **state)
{
	static const struct {
		int point;
		const char *line;
	} rows[] = {
		{SAMPLE_PASS_STATIC, "ok 7 - marker function__entry present\n"},
		{SAMPLE_KNOWN,
		 "not ok 7 - case function/silent alone # TODO gh-98894 function__entry is silent "
		 "unless line is enabled too\n"},
		{SAMPLE_FIXED,
		 "ok 7 - case function/loud alone # TODO gh-104280 the known deviation has gone "
		 "away\n"},
		{SAMPLE_SKIP, "ok 7 - case function/jit alone # SKIP needs the JIT\n"},
		{SAMPLE_ERROR, "not ok 7 - case gc/storm together\n"
			       "  ---\n"
			       "  message: \"12 events were lost\"\n"
			       "  severity: \"error\"\n"
			       "  ...\n"},
		{SAMPLE_FAIL,
		 "not ok 7 - case function/unwind alone\n"
		 "  ---\n"
		 "  message: \"function__return did not fire when `boom` raised, unwind.py line 8\"\n"
		 "  severity: \"fail\"\n"
		 "  about: \"A frame left by an exception still reports its return, at the line that raised.\"\n"
		 "  difference: \"  function__entry   \\\"boom\\\"   7\\n- function__return  \\\"boom\\\"   8        "
		 "raise ValueError\\n  function__return  \\\"outer\\\"  5\\n\"\n"
		 "  reproduce: \"probetap check --case function/unwind /usr/bin/python3.11\"\n"
		 "  ...\n"},
	};
	struct result *result = sample_result();

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *text = tap_of_point(&result->points[rows[i].point]);

		assert_string_equal(text, rows[i].line);
		free(text);
	}
	result_free(result);
}

static void test_a_point_without_words_fails(void **state)
{
	const struct point nothing = {0}, wrong = {.verdict = (enum verdict)99};
	char *text = tap_of_point(&nothing);

	(void)state;
	assert_memory_equal(text, "not ok 7 - (no name)\n", 21);
	free(text);
	text = tap_of_point(&wrong);
	assert_memory_equal(text, "not ok 7 - (no name)\n", 21);
	free(text);
}

/* A test log that says nothing is worse than none: what the readers must see, in order. */
static void test_automake_reads_it(void **state)
{
	char *seen =
		read_by("sh \"$(automake --print-libdir)/tap-driver.sh\" --test-name s --log-file \"$2/log\" "
			"--trs-file \"$2/trs\" --color-tests no -- cat \"$1\"; "
			"sed -n 's/^:test-result: //p' \"$2/trs\"");
	const char *results = strstr(seen, "PASS\nPASS\nFAIL\nXFAIL\nXPASS\nSKIP\nFAIL\nPASS\nFAIL\n");

	(void)state;
	if (!results)
		print_error("%s\n", seen);
	assert_non_null(results);
	assert_non_null(
		strstr(seen, "XFAIL: s 4 - case function/silent alone # TODO gh-98894 function__entry"));
	assert_non_null(strstr(seen, "SKIP: s 6 - case function/jit alone # SKIP needs the JIT\n"));
	free(seen);
}

static void test_perl_reads_it(void **state)
{
	static const char script[] =
		"perl -MTAP::Parser -e '"
		"my $p = TAP::Parser->new({source => $ARGV[0], sources => {File => {extensions => [\".tap\"]}}});"
		"while (my $r = $p->next) {"
		"  if ($r->is_test) { print $r->number, \" \", $r->is_actual_ok ? \"ok\" : \"no\", \" \","
		"    $r->directive, \" \", $r->explanation, \"\\n\" }"
		"  elsif ($r->is_yaml) { my $d = $r->data; print \"$_=$d->{$_}\\n\" for sort keys %$d }"
		"  elsif ($r->is_unknown) { print \"UNKNOWN \", $r->as_string, \"\\n\" } }"
		"print \"errors: \", join(\"; \", $p->parse_errors), \"\\n\";"
		"print \"passed: \", join(\" \", $p->passed), \"\\n\";"
		"print \"failed: \", join(\" \", $p->failed), \"\\n\";"
		"print \"todo passed: \", join(\" \", $p->todo_passed), \"\\n\";"
		"' \"$1\"";
	static const char *const wanted[] = {
		"4 no TODO gh-98894 function__entry is silent",
		"5 ok TODO gh-104280 the known deviation has gone away\n",
		"6 ok SKIP needs the JIT\n",
		"message=function__return did not fire when `boom` raised, unwind.py line 8\n",
		"difference=  function__entry   \"boom\"   7\n- function__return  \"boom\"   8  ",
		"raise ValueError\n  function__return  \"outer\"  5\n\n",
		"difference=  Bail out! not really\n...\n---\nnot ok 99 - \\x01\\x80\n\n\n",
		"message=]]> Bail out! \\xff\nsecond line\n",
		"errors: \npassed: 1 2 4 5 6 8\nfailed: 3 7 9\ntodo passed: 5\n",
	};
	char *seen = read_by(script);

	(void)state;
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		if (!strstr(seen, wanted[i]))
			print_error("missing: %s\nin: %s\n", wanted[i], seen);
		assert_non_null(strstr(seen, wanted[i]));
	}
	assert_null(strstr(seen, "UNKNOWN"));
	free(seen);
}

/* Whatever a text holds, no line of the diagnosis can be taken for something else. */
static void test_a_diagnosis_stays_inside_its_block(void **state)
{
	static const char *const texts[] = {
		"one line",     "a\nb",
		"a\n\n  b\n",   " leading\nb",
		"tab\there\nb", "a\\b\nc\"d",
		"\"",           "",
		"a: b\n# c",    "a\nBail out! b",
		"Bail out!",    "a\n...\n---\nb",
		"a\nnot ok 3",  "\xc3\xa9\n\xe6\x97\xa5",
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct point point = {.sentence = (char *)texts[i], .difference = (char *)texts[i]};
		char *tap = tap_of_point(&point);

		for (char *line = strchr(tap, '\n') + 1; *line; line = strchr(line, '\n') + 1) {
			assert_memory_equal(line, "  ", 2);
			assert_true(strncmp(line + strspn(line, " \t"), "Bail out!", 9) != 0);
		}
		free(tap);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plan),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_a_point_without_words_fails),
		cmocka_unit_test(test_automake_reads_it),
		cmocka_unit_test(test_perl_reads_it),
		cmocka_unit_test(test_a_diagnosis_stays_inside_its_block),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
