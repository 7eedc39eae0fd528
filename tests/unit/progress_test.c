/* SPDX-License-Identifier: BSD-2-Clause */
/* Progress on a real terminal (the other end of a pty), and the summary word by word. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "sample_result.h"

#include <probetap/buffer.h>
#include <probetap/memory.h>
#include <probetap/progress.h>

#include <fcntl.h>
#include <pty.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct terminal {
	int master;
	FILE *slave;
};

static struct terminal open_terminal(unsigned short columns)
{
	const struct winsize size = {.ws_row = 24, .ws_col = columns};
	struct terminal terminal;
	int slave;

	assert_int_equal(openpty(&terminal.master, &slave, NULL, NULL, &size), 0);
	terminal.slave = fdopen(slave, "w");
	assert_non_null(terminal.slave);
	return terminal;
}

/* Everything that was written; both ends are closed. */
static char *seen_on(struct terminal *terminal)
{
	struct buffer seen = {0};
	char chunk[4096];
	ssize_t got;

	fflush(terminal->slave);
	assert_true(fcntl(terminal->master, F_SETFL, O_NONBLOCK) == 0);
	while ((got = read(terminal->master, chunk, sizeof chunk)) > 0)
		buffer_add(&seen, chunk, (size_t)got);
	fclose(terminal->slave);
	close(terminal->master);
	return buffer_take(&seen);
}

static char *run_progress(unsigned short columns)
{
	struct terminal terminal = open_terminal(columns);
	struct progress *progress = progress_open(terminal.slave, 3, 2);
	const struct point good = {.name = (char *)"case function/unwind alone", .verdict = VERDICT_PASS},
			   bad = {.name = (char *)"case function/caf\xc3\xa9\x1b[2J",
				  .verdict = VERDICT_FAIL};

	assert_non_null(progress);
	progress_target(progress, "/usr/bin/python3.11");
	progress_point(progress, &good);
	progress_point(progress, &bad);
	progress_hide(progress);
	progress_target(progress, "/usr/bin/python3.12");
	progress_point(progress, &good);
	progress_close(progress);
	return seen_on(&terminal);
}

static void test_progress(void **state)
{
	char *seen;

	(void)state;
	setenv("TERM", "xterm", 1);
	unsetenv("NO_COLOR");
	seen = run_progress(80);
	assert_string_equal(
		seen,
		"\r[0/3] target 1 of 2: /usr/bin/python3.11\033[K"
		"\r[1/3] target 1 of 2: case function/unwind alone\033[K"
		"\r\033[31m[2/3] target 1 of 2, 1 failed: case function/caf\xc3\xa9\\x1b[2J\033[0m\033[K"
		"\r\033[K"
		"\r\033[31m[2/3] target 2 of 2, 1 failed: /usr/bin/python3.12\033[0m\033[K"
		"\r\033[31m[3/3] target 2 of 2, 1 failed: case function/unwind alone\033[0m\033[K"
		"\r\033[K");
	free(seen);
}

/* What the environment could not do is no failure of the interpreter. */
static void test_errors_are_counted_apart(void **state)
{
	static const enum verdict verdicts[] = {VERDICT_ERROR, VERDICT_FAIL, VERDICT_ERROR, VERDICT_KNOWN,
						VERDICT_SKIP};
	struct terminal terminal = open_terminal(80);
	struct progress *progress = progress_open(terminal.slave, 5, 1);
	char *seen;

	(void)state;
	progress_target(progress, "python");
	for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++)
		progress_point(progress, &(const struct point){.name = (char *)"p", .verdict = verdicts[i]});
	progress_close(progress);
	seen = seen_on(&terminal);
	assert_string_equal(seen, "\r[0/5]: python\033[K"
				  "\r\033[31m[1/5] 1 error: p\033[0m\033[K"
				  "\r\033[31m[2/5] 1 failed, 1 error: p\033[0m\033[K"
				  "\r\033[31m[3/5] 1 failed, 2 errors: p\033[0m\033[K"
				  "\r\033[31m[4/5] 1 failed, 2 errors: p\033[0m\033[K"
				  "\r\033[31m[5/5] 1 failed, 2 errors: p\033[0m\033[K"
				  "\r\033[K");
	free(seen);
}

static void test_progress_without_colour(void **state)
{
	char *seen;

	(void)state;
	setenv("NO_COLOR", "1", 1);
	seen = run_progress(80);
	assert_null(strstr(seen, "\033[3"));
	assert_non_null(strstr(seen, "1 failed"));
	free(seen);
	setenv("NO_COLOR", "", 1); /* the convention: only when not empty */
	seen = run_progress(80);
	assert_non_null(strstr(seen, "\033[31m"));
	free(seen);
	unsetenv("NO_COLOR");
}

/* A line that wraps could not be taken back. */
static void test_progress_fits_the_terminal(void **state)
{
	char *seen;

	(void)state;
	setenv("NO_COLOR", "1", 1);
	seen = run_progress(42);
	assert_non_null(strstr(seen, "\r[1/3] target 1 of 2: case function/unwind\033[K"));
	assert_non_null(strstr(seen, "\r[2/3] target 1 of 2, 1 failed: case funct\033[K"));
	free(seen);
	seen = run_progress(10);
	assert_null(strstr(seen, "[1/3]"));
	free(seen);
	unsetenv("NO_COLOR");
}

static void test_no_progress_without_a_terminal(void **state)
{
	const struct point point = {.name = (char *)"p"};
	struct terminal terminal = open_terminal(80);
	FILE *file = tmpfile();
	struct progress *progress = progress_open(file, 3, 1);
	char *seen;

	(void)state;
	assert_null(progress);
	assert_false(progress_colours(file));
	progress_target(progress, "x");
	progress_point(progress, &point);
	progress_hide(progress);
	progress_close(progress);
	assert_int_equal(ftell(file), 0);
	fclose(file);
	setenv("TERM", "dumb", 1);
	assert_null(progress_open(terminal.slave, 3, 1));
	assert_false(progress_colours(terminal.slave));
	setenv("TERM", "xterm", 1);
	assert_true(progress_colours(terminal.slave));
	seen = seen_on(&terminal);
	assert_string_equal(seen, "");
	free(seen);
}

static void test_time_left(void **state)
{
	const uint64_t second = 1000000000;

	(void)state;
	assert_int_equal(progress_left(10 * second, 10, 110), 100 * second);
	assert_int_equal(progress_left(10 * second, 100, 110), second);
	assert_int_equal(progress_left(10 * second, 2, 110), 0); /* too few to tell */
	assert_int_equal(progress_left(10 * second, 110, 110), 0);
	assert_int_equal(progress_left(10 * second, 111, 110), 0);
}

static char *summary_of(const struct summary_options *options)
{
	struct result *bad = sample_result(), *good = sample_result_good();
	const struct result *const both[] = {bad, good};
	char *text;
	size_t size;
	FILE *to;

	bad->points[SAMPLE_ODD].verdict = VERDICT_PASS; /* has its own test */
	to = open_memstream(&text, &size);
	summary_print(to, both, 2, options);
	fclose(to);
	result_free(bad);
	result_free(good);
	return text;
}

static void test_short_summary(void **state)
{
	char *text = summary_of(&(struct summary_options){0});

	(void)state;
	assert_string_equal(
		text,
		"/usr/bin/python3.11: CPython 3.11.2 debug shared: 4 passed, 1 failed, 1 known, 1 fixed, 1 skipped, 1 "
		"errors: does not conform\n"
		"  a deviation matched nothing: gh-77318\n"
		"/opt/py\\xff/bin/python3.9: CPython 3.9.2 debug shared: 6 passed, 0 failed, 1 known, 1 fixed, 1 "
		"skipped, 0 errors: conforms\n"
		"  a deviation matched nothing: gh-77318\n");
	free(text);
	text = summary_of(&(struct summary_options){.strict = true});
	assert_null(strstr(text, ": conforms"));
	free(text);
}

static void test_whole_summary(void **state)
{
	char *text = summary_of(&(struct summary_options){.details = true});

	(void)state;
	assert_memory_equal(text, "/usr/bin/python3.11: CPython 3.11.2", 35);
	assert_non_null(strstr(
		text, "  object /usr/bin/python3.11, build-id 0123456789abcdef0123456789abcdef01234567\n"
		      "  probetap 0.1.0, 6.1.0 x86_64, capture bpf\n"
		      "\n"
		      "  function__return did not fire when `boom` raised, unwind.py line 8\n"
		      "  in case function/unwind alone: A frame left by an exception still reports its "
		      "return, at the line that raised.\n"
		      "      function__entry   \"boom\"   7\n"
		      "    - function__return  \"boom\"   8        raise ValueError\n"
		      "      function__return  \"outer\"  5\n"
		      "  again: probetap check --case function/unwind /usr/bin/python3.11\n"
		      "\n"
		      "  12 events were lost\n"
		      "  in case gc/storm together\n"
		      "  known deviations gone away: gh-104280 (1 point)\n"
		      "  known deviations: gh-98894 (1 point)\n"
		      "  a deviation matched nothing: gh-77318\n"
		      "\n"
		      "/opt/py\\xff/bin/python3.9: CPython 3.9.2"));
	assert_null(strchr(text, '\x1b'));
	free(text);
	text = summary_of(&(struct summary_options){.details = true, .colours = true});
	assert_non_null(strstr(text, "\033[1;31mfunction__return did not fire"));
	assert_non_null(strstr(text, "\033[1;35m12 events were lost\033[0m"));
	free(text);
}

static void test_summary_of_a_hopeless_build(void **state)
{
	struct result *result = result_new();
	const struct result *const one[] = {result};
	unsigned shown = 0;
	char *text;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	(void)state;
	result->target = memory_text("t");
	for (int i = 0; i < 50; i++)
		result_add_point(result)->name = memory_format("point %d", i);
	result->points[3].sentence = memory_text("\x1b[2J");
	summary_print(to, one, 1, &(struct summary_options){.details = true});
	fclose(to);
	for (const char *at = text; (at = strstr(at, "  in point ")); at++)
		shown++;
	assert_int_equal(shown, 20);
	assert_non_null(strstr(text, "\n  and 30 more\n"));
	assert_null(strchr(text, '\x1b'));
	free(text);
	result_free(result);
}

static void test_summary_without_a_verdict(void **state)
{
	struct result *result = result_new();
	const struct result *const one[] = {result};
	char *text;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	(void)state;
	result->target = memory_text("t");
	result_add_point(result)->verdict = VERDICT_ERROR;
	summary_print(to, one, 1, &(struct summary_options){0});
	fclose(to);
	assert_string_equal(text,
			    "t: 0 passed, 0 failed, 0 known, 0 fixed, 0 skipped, 1 errors: no verdict, the "
			    "environment could not do it\n");
	free(text);
	result_free(result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_progress),
		cmocka_unit_test(test_errors_are_counted_apart),
		cmocka_unit_test(test_progress_without_colour),
		cmocka_unit_test(test_progress_fits_the_terminal),
		cmocka_unit_test(test_no_progress_without_a_terminal),
		cmocka_unit_test(test_time_left),
		cmocka_unit_test(test_short_summary),
		cmocka_unit_test(test_whole_summary),
		cmocka_unit_test(test_summary_of_a_hopeless_build),
		cmocka_unit_test(test_summary_without_a_verdict),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
