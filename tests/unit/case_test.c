/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "case_files.h"

#include <probetap/memory.h>
#include <probetap/path.h>
#include <probetap/suggest.h>

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

static const char program[] = "def f():   #@f\n"
			      "    pass   #@first #@last\n"
			      "f()\n";

#define HEAD   "about A test.\nmarkers function__entry gc__start audit\n"
#define LABELS "gc__start @f\n gc__start @first\n gc__start @last\n"
#define GOOD   "expect\n" LABELS "end\n"

static const char whole[] = "# A comment.\n"
			    "about     It has # a comment\n"
			    "guards    gh-1 bpo-2\n"
			    "covers    fires hot\n"
			    "markers   function__entry gc__start audit gc__done\n"
			    "files     pkg/one.py data.txt\n"
			    "versions  3.8-3.11, 3.13-\n"
			    "requires  gil nojit\n"
			    "arguments a \"b c\" \"\\\"\"\n"
			    "options   -O -W \"ignore\"\n"
			    "environment A=1 \"B=two words\"\n"
			    "environment C=\n"
			    "deadline  30\n"
			    "scope     process\n"
			    "own       function \"<string>\" NULL\n"
			    "own       audit \"mine.\" \"other.\"\n"
			    "exit      3 abrupt\n"
			    "\n"
			    "expect 3.8-3.11\n"
			    "\tfunction__entry  $file \"f\" @f\t# a comment\r\n"
			    "    gc__start -1\n"
			    "    thread A\n"
			    "        repeat 2\n"
			    "            audit \"a\\n\\t\\r\\\"\\\\\\xe9#\" tuple[2]\n"
			    "        end\n"
			    "    end\n"
			    "    process child\n"
			    "        gc__done ?n\n"
			    "        thread B\n"
			    "            gc__done ?n\n"
			    "        end\n"
			    "    end\n"
			    "    function__entry NULL $dir/pkg/one.py @one\n"
			    "end\n"
			    "expect 3.13- unreviewed\n"
			    "    function__entry \"\" \"<module>\" @module\n"
			    "    audit \"w\" _pointer\n"
			    "end\n"
			    "expect 3.13- debug\n"
			    "    exit signal SIGABRT\n"
			    "    none\n"
			    "end\n"
			    "defect 3.13 gh-7 \"it does something else\"\n"
			    "    gc__start 2147483647\n"
			    "    gc__start @first\n"
			    "    gc__done 9223372036854775807\n"
			    "    gc__start @last\n"
			    "end\n";

static struct case_file *open_whole(void)
{
	struct case_file *case_file;
	struct error err;

	case_files_write("pkg/one.py", "\n\rx = 1\r\n  #@one\n");
	case_files_write("data.txt", "#@not_a_label because this is no program\n");
	if (case_files_open(program, whole, &case_file, &err) < 0)
		fail_msg("%s", err.text);
	return case_file;
}

static struct expectation *resolve(const struct case_file *case_file, const char *version, unsigned facets,
				   unsigned defect)
{
	struct expectation *expectation = NULL;
	int rc = case_expectation(case_file, version_of(version), facets, "/run/dir/t.py", defect,
				  &expectation, NULL);

	assert_int_equal(rc, expectation ? 0 : -ENOENT);
	return expectation;
}

static void assert_list(const char *const *list, const char *joined)
{
	struct buffer into = {0};

	for (; *list; list++)
		buffer_printf(&into, "%s|", *list);
	assert_string_equal(buffer_text(&into), joined);
	buffer_fini(&into);
}

static void test_the_header(void **state)
{
	struct case_file *case_file = open_whole();
	const struct contract *contract = case_files_contract();
	char *path = path_join(case_files_directory(), "t.py");

	(void)state;
	assert_string_equal(case_name(case_file), "group/t");
	assert_string_equal(case_about(case_file), "It has");
	assert_string_equal(case_program(case_file), path);
	assert_int_equal(case_markers(case_file), 1U << contract_marker(contract, "function__entry", 15) |
							  1U << contract_marker(contract, "gc__start", 9) |
							  1U << contract_marker(contract, "gc__done", 8) |
							  1U << contract_marker(contract, "audit", 5));
	assert_list(case_guards(case_file), "gh-1|bpo-2|");
	assert_list(case_covers(case_file), "fires|hot|");
	assert_list(case_files(case_file), "pkg/one.py|data.txt|");
	assert_list(case_arguments(case_file), "a|b c|\"|");
	assert_list(case_options(case_file), "-O|-W|ignore|");
	assert_list(case_environment(case_file), "A=1|B=two words|C=|");
	assert_int_equal(case_deadline(case_file), 30);
	assert_true(case_whole_process(case_file));
	free(path);
	case_close(case_file);
}

static void test_what_a_plain_case_has(void **state)
{
	struct case_file *case_file;

	(void)state;
	assert_int_equal(case_files_open(program, HEAD GOOD, &case_file, NULL), 0);
	assert_list(case_guards(case_file), "");
	assert_list(case_covers(case_file), "");
	assert_list(case_files(case_file), "");
	assert_list(case_arguments(case_file), "");
	assert_list(case_options(case_file), "");
	assert_list(case_environment(case_file), "");
	assert_int_equal(case_deadline(case_file), 0);
	assert_false(case_whole_process(case_file));
	case_close(case_file);
}

static void test_observers(void **state)
{
	static const unsigned expected[] = {1, 0, 65535};
	const unsigned *numbers;
	struct case_file *case_file;

	(void)state;
	assert_int_equal(case_files_open(program, HEAD "observers 1 0 65535\n" GOOD, &case_file, NULL), 0);
	assert_int_equal(case_observers(case_file, &numbers), 3);
	assert_memory_equal(numbers, expected, sizeof expected);
	case_close(case_file);
	assert_int_equal(case_files_open(program, HEAD GOOD, &case_file, NULL), 0);
	assert_int_equal(case_observers(case_file, &numbers), 0);
	case_close(case_file);
}

static void test_where_it_applies(void **state)
{
	static const struct {
		const char *version;
		unsigned facets;
		const char *why;
	} rows[] = {
		{"3.7.9", 0, "versions"},
		{"3.8", 0, NULL},
		{"3.11.9", FACET_DEBUG | FACET_SHARED, NULL},
		{"3.12.1", 0, "versions"},
		{"3.13.0", 0, NULL},
		{"3.99", 0, NULL},
		{"3.13", FACET_FREE_THREADED, "requires gil"},
		{"3.13", FACET_JIT, "requires nojit"},
		{"3.12", FACET_JIT, "versions"},
	};
	struct case_file *case_file = open_whole();

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *why = "untouched";

		assert_int_equal(case_applies(case_file, version_of(rows[i].version), rows[i].facets, &why),
				 !rows[i].why);
		if (rows[i].why)
			assert_string_equal(why, rows[i].why);
	}
	case_close(case_file);
}

static void assert_text(const struct pattern *pattern, const char *text)
{
	assert_int_equal(pattern->kind, PATTERN_VALUE);
	assert_int_equal(pattern->value.kind, VALUE_TEXT);
	assert_int_equal(pattern->value.length, strlen(text));
	assert_string_equal(pattern->value.text, text);
	assert_false(pattern->value.cut);
}

static void assert_number(const struct pattern *pattern, int64_t number)
{
	assert_int_equal(pattern->kind, PATTERN_VALUE);
	assert_int_equal(pattern->value.kind, VALUE_INTEGER);
	assert_int_equal(pattern->value.integer, number);
}

static void test_steps_and_values(void **state)
{
	struct case_file *case_file = open_whole();
	struct expectation *expectation = resolve(case_file, "3.9.2", 0, false);
	const struct step *steps = expectation->steps, *inner;

	(void)state;
	assert_int_equal(expectation->step_count, 5);
	assert_int_equal(steps[0].line, 20);
	assert_text(&steps[0].patterns[0], "/run/dir/t.py");
	assert_text(&steps[0].patterns[1], "f");
	assert_number(&steps[0].patterns[2], 1);
	assert_number(&steps[1].patterns[0], -1);
	assert_int_equal(steps[2].kind, STEP_THREAD);
	assert_string_equal(steps[2].name, "A");
	assert_int_equal(steps[2].step_count, 2);
	assert_text(&steps[2].steps[1].patterns[0], "a\n\t\r\"\\\xe9#");
	assert_int_equal(steps[2].steps[1].patterns[1].kind, PATTERN_SIZE);
	assert_int_equal(steps[2].steps[1].patterns[1].value.integer, 2);
	assert_int_equal(steps[3].kind, STEP_PROCESS);
	assert_string_equal(steps[3].name, "child");
	inner = steps[3].steps;
	assert_int_equal(inner[0].patterns[0].kind, PATTERN_BIND);
	assert_string_equal(inner[0].patterns[0].word, "n");
	assert_int_equal(inner[1].kind, STEP_THREAD);
	assert_int_equal(steps[4].patterns[0].value.kind, VALUE_NULL);
	assert_text(&steps[4].patterns[1], "/run/dir/pkg/one.py");
	assert_number(&steps[4].patterns[2], 4);     /* lines end with \n, \r and \r\n */
	assert_int_equal(expectation->wildcards, 2); /* what is in tuple[2], twice */
	assert_false(expectation->none || expectation->unreviewed || expectation->issue);
	assert_int_equal(expectation->ending, ENDING_EXIT);
	assert_int_equal(expectation->ending_value, 3);
	assert_true(expectation->abrupt);
	assert_string_equal(expectation->program, "/run/dir/t.py");
	expectation_close(expectation);
	case_close(case_file);
}

/* Written, read, resolved and written again. */
static void test_tuples(void **state)
{
	static const struct {
		const char *written, *again;
		unsigned wildcards;
	} rows[] = {
		{"()", NULL, 0},
		{"tuple[0]", "()", 0},
		{"tuple[3]", NULL, 1},
		{"(1, -2, \"two\", None, True, False, NULL)", NULL, 0},
		{"(1,-2 ,\"two\" , ( ) )", "(1, -2, \"two\", ())", 0},
		{"((), ((1)), tuple[2])", NULL, 1},
		{"(_object, _count, <code>, <\"my type\">)", NULL, 2},
		{"(\"a\\0b\\xed\\xb2\\x80\", \"),(\", \"\")", "(\"a\\x00b\\xed\\xb2\\x80\", \"),(\", \"\")",
		 0},
		{"(9223372036854775807, 9223372036854775808, -123456789012345678901)", NULL, 0},
		{"($file, $dir/o.py, @first)", "(\"/run/dir/t.py\", \"/run/dir/o.py\", 1)", 0},
		{"(?a, (?a))", NULL, 0},
		{"<list>", NULL, 0},
		{"None", NULL, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *text =
			memory_format(HEAD
				      "expect\n audit \"x\" %s # end\n function__entry $file \"f\" @first\n "
				      "end\n",
				      rows[i].written);
		struct case_file *case_file;
		struct expectation *expectation;
		struct buffer again = {0};
		struct error err;

		if (case_files_open("def f():   #@first\n    pass\nf()\n", text, &case_file, &err) < 0)
			fail_msg("%s: %s", rows[i].written, err.text);
		expectation = resolve(case_file, "3.13", 0, false);
		pattern_format(&expectation->steps[0].patterns[1], &again);
		assert_string_equal(buffer_text(&again), rows[i].again ? rows[i].again : rows[i].written);
		assert_int_equal(expectation->wildcards, rows[i].wildcards);
		buffer_fini(&again);
		expectation_close(expectation);
		case_close(case_file);
		free(text);
	}
}

/* An interpreter may have put one of several departures right. */
static void test_several_defects_that_hold(void **state)
{
	static const char text[] = "about x\nmarkers gc__start\nexpect\n gc__start 2\nend\n"
				   "defect 3.9- gh-1 \"both\"\n gc__start 3\n gc__start 4\nend\n"
				   "defect 3.9-3.12 gh-1 \"the first\"\n gc__start 3\nend\n"
				   "defect 3.10- gh-2 \"the second\"\n gc__start 4\nend\n"
				   "defect 3.11 debug gh-3 \"in a debug build another\"\n gc__start 5\nend\n";
	static const struct {
		const char *version;
		unsigned facets;
		const char *what[4];
	} rows[] = {
		{"3.8", 0, {NULL}},
		{"3.9", 0, {"both", "the first"}},
		{"3.11", 0, {"both", "the first", "the second"}},
		{"3.11", FACET_DEBUG, {"in a debug build another"}},
		{"3.13", 0, {"both", "the second"}},
	};
	struct case_file *case_file;
	struct error err;

	(void)state;
	if (case_files_open("", text, &case_file, &err) < 0)
		fail_msg("%s", err.text);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct expectation *defect;
		unsigned number = 0;

		while ((defect = resolve(case_file, rows[i].version, rows[i].facets, number + 1))) {
			assert_non_null(rows[i].what[number]);
			assert_string_equal(defect->what, rows[i].what[number++]);
			expectation_close(defect);
		}
		assert_null(rows[i].what[number]);
	}
	case_close(case_file);
}

static void test_the_block_that_holds(void **state)
{
	struct case_file *case_file = open_whole();
	struct expectation *plain = resolve(case_file, "3.13", FACET_SHARED, false),
			   *debug = resolve(case_file, "3.14", FACET_DEBUG, false),
			   *defect = resolve(case_file, "3.13.9", FACET_DEBUG, 1);

	(void)state;
	assert_true(plain->unreviewed);
	assert_text(&plain->steps[0].patterns[0], "");
	assert_number(&plain->steps[0].patterns[2], 0);
	assert_int_equal(plain->steps[1].patterns[1].kind, PATTERN_WILDCARD);
	assert_string_equal(plain->steps[1].patterns[1].word, "pointer");
	assert_int_equal(plain->wildcards, 1);
	assert_true(debug->none);
	assert_int_equal(debug->step_count, 0);
	assert_int_equal(debug->ending, ENDING_SIGNAL);
	assert_int_equal(debug->ending_value, SIGABRT);
	assert_true(debug->abrupt);
	assert_string_equal(defect->issue, "gh-7");
	assert_string_equal(defect->what, "it does something else");
	assert_number(&defect->steps[0].patterns[0], INT32_MAX);
	assert_number(&defect->steps[2].patterns[0], INT64_MAX);
	assert_null(resolve(case_file, "3.13.9", FACET_DEBUG, 2));
	assert_null(resolve(case_file, "3.14", 0, 1));
	assert_null(resolve(case_file, "3.12", 0, false));
	expectation_close(plain);
	expectation_close(debug);
	expectation_close(defect);
	case_close(case_file);
}

static void test_the_line_of_a_module(void **state)
{
	static const struct {
		const char *version;
		int line;
	} rows[] = {{"3.8.1", 1}, {"3.10.13", 1}, {"3.11.0", 0}, {"3.15.2", 0}};
	struct case_file *case_file;

	(void)state;
	assert_int_equal(
		case_files_open("pass\n", HEAD "expect\n gc__start @module\nend\n", &case_file, NULL), 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct expectation *expectation = resolve(case_file, rows[i].version, 0, false);

		assert_number(&expectation->steps[0].patterns[0], rows[i].line);
		expectation_close(expectation);
	}
	case_close(case_file);
}

static void test_the_most_specific_block(void **state)
{
	struct case_file *case_file;
	static const struct {
		unsigned facets;
		int number;
	} rows[] = {{0, 1},
		    {FACET_SHARED, 1},
		    {FACET_DEBUG, 2},
		    {FACET_JIT, 3},
		    {FACET_DEBUG | FACET_JIT, 4},
		    {FACET_DEBUG | FACET_JIT | FACET_FREE_THREADED, 4}};

	(void)state;
	assert_int_equal(
		case_files_open("pass\n",
				HEAD "expect\n gc__start 1\nend\nexpect debug\n gc__start 2\nend\n"
				     "expect jit\n gc__start 3\nend\nexpect jit debug\n gc__start 4\nend\n",
				&case_file, NULL),
		0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct expectation *expectation = resolve(case_file, "3.15", rows[i].facets, false);

		assert_number(&expectation->steps[0].patterns[0], rows[i].number);
		expectation_close(expectation);
	}
	case_close(case_file);
}

static void test_a_name_inside_a_repeat_repeats(void **state)
{
	struct case_file *case_file;
	struct expectation *expectation =
		case_files_expect("pass\n",
				  HEAD "expect\n repeat 2\n gc__start ?x\n end\n gc__start 0\nend\n", "3.9",
				  &case_file);

	(void)state;
	assert_int_equal(expectation->step_count, 3);
	assert_int_equal(expectation->steps[1].patterns[0].kind, PATTERN_BIND);
	expectation_close(expectation);
	case_close(case_file);
}

/* That it came, and when, is checked all the same. */
static void test_the_only_value_of_a_marker_may_stay_open(void **state)
{
	struct case_file *case_file;
	struct expectation *expectation =
		case_files_expect("pass\n", HEAD "expect\n gc__start _count\n gc__start 0\nend\n", "3.9",
				  &case_file);

	(void)state;
	assert_int_equal(expectation->step_count, 2);
	assert_int_equal(expectation->steps[0].patterns[0].kind, PATTERN_WILDCARD);
	assert_int_equal(expectation->wildcards, 1);
	expectation_close(expectation);
	case_close(case_file);
}

/* ---- what is the case's own ---- */

static void test_own_events(void **state)
{
	static const struct {
		const char *marker;
		struct value first;
		bool own;
	} rows[] = {
#define TEXT(bytes) {.kind = VALUE_TEXT, .text = bytes, .length = sizeof bytes - 1}
		{"function__entry", TEXT("/run/dir/t.py"), true},
		{"function__entry", TEXT("/run/dir/pkg/one.py"), true},
		{"function__entry", TEXT("/run/dir/data.txt"), true},
		{"function__entry", TEXT("/run/dir/t.pyc"), true},
		{"function__entry", TEXT("t.py"), true},
		{"function__entry", TEXT("/elsewhere/t.py"), false},
		{"function__entry", TEXT("/elsewhere/t"), true},
		{"function__entry", TEXT("/run/dir/driver.py"), true}, /* nobody's */
		{"function__entry", TEXT("/run/dir/.probetap/driver.py"), false},
		{"function__entry", TEXT("/run/dir/.probetap/driver.pyc"), true},
		{"function__entry", TEXT(""), true},
		{"function__entry", TEXT("<string>"), true},
		{"function__entry", TEXT("<string>1"), true},
		{"function__entry", TEXT("__init__"), false},
		{"function__entry", TEXT("__init__.py"), true},
		{"function__entry", TEXT("<frozen"), true},
		{"function__entry", TEXT("<frozen importlib._bootstrap>"), false},
		{"function__entry", {.kind = VALUE_NULL}, true},
		{"function__entry", {.kind = VALUE_UNREADABLE}, true},
		{"function__entry", {.kind = VALUE_TEXT, .text = "/long", .length = 5, .cut = true}, true},
		{"function__return", TEXT("/run/dir/t.py"), false}, /* not declared */
		{"line", TEXT("/run/dir/t.py"), false},
		{"gc__start", {.kind = VALUE_INTEGER}, true},
		{"audit", TEXT("mine.event"), true},
		{"audit", TEXT("other."), true},
		{"audit", TEXT("mine"), false},
		{"audit", TEXT("open"), false},
		{"audit", {.kind = VALUE_NULL}, true},
		{"import__find__load__start", TEXT("x"), false},
#undef TEXT
	};
	struct case_file *case_file = open_whole();
	const struct contract *contract = case_files_contract();

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct event event = {.marker = (unsigned)contract_marker(contract, rows[i].marker,
									  strlen(rows[i].marker)),
				      .value_count = 1,
				      .values = {rows[i].first}};

		assert_int_equal(case_owns(case_file, contract, &event, "/run/dir/t.py"), rows[i].own);
	}
	assert_false(case_owns(case_file, contract, &(struct event){.marker = 31}, "/run/dir/t.py"));
	case_close(case_file);
}

static void test_without_own_lines(void **state)
{
	struct case_file *case_file;
	const struct contract *contract = case_files_contract();
	struct event event = {.marker = (unsigned)contract_marker(contract, "audit", 5),
			      .value_count = 1,
			      .values = {{.kind = VALUE_TEXT, .text = "open", .length = 4}}};

	(void)state;
	assert_int_equal(case_files_open(program, HEAD GOOD, &case_file, NULL), 0);
	assert_true(case_owns(case_file, contract, &event, "/run/t.py"));
	/* Not a name that a library could have. */
	event.marker = (unsigned)contract_marker(contract, "function__entry", 15);
	assert_true(case_owns(case_file, contract, &event, "/run/t.py"));
	event.values[0] = (struct value){.kind = VALUE_TEXT, .text = "<string>", .length = 8};
	assert_false(case_owns(case_file, contract, &event, "/run/t.py"));
	case_close(case_file);
}

static void test_lines_of_the_sources(void **state)
{
	struct case_file *case_file = open_whole();
	static const struct {
		const char *file;
		unsigned line;
		const char *text;
	} rows[] = {
		{"/run/dir/t.py", 3, "f()"},         {"t.py", 1, "def f():   #@f"},
		{"/run/dir/pkg/one.py", 3, "x = 1"}, {"/run/dir/t.py", 4, NULL},
		{"/run/dir/t.py", 0, NULL},          {"/run/dir/xt.py", 1, NULL},
		{"/run/dir/one.py", 1, NULL},        {"", 1, NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		size_t length = 0;
		const char *text = case_line(case_file, rows[i].file, rows[i].line, &length);

		assert_int_equal(text != NULL, rows[i].text != NULL);
		if (text) {
			assert_int_equal(length, strlen(rows[i].text));
			assert_memory_equal(text, rows[i].text, length);
		}
	}
	case_close(case_file);
}

static void test_the_longest_name_of_a_source_counts(void **state)
{
	struct case_file *case_file;
	size_t length;

	(void)state;
	case_files_write("one.py", "short\n");
	case_files_write("deep/one.py", "long\n");
	assert_int_equal(case_files_open(program, HEAD "files one.py deep/one.py\n" GOOD, &case_file, NULL),
			 0);
	assert_memory_equal(case_line(case_file, "/run/deep/one.py", 1, &length), "long", 4);
	assert_memory_equal(case_line(case_file, "/run/one.py", 1, &length), "short", 5);
	case_close(case_file);
}

/* ---- mistakes ---- */

static const struct {
	const char *text,
		*message; /* "t.case:LINE:COLUMN: …": the beginning of the message behind the directory */
} mistakes[] = {
	{"", "t.case: a line `about` is missing"},
	{"about\n", "t.case:1:6: one sentence expected here"},
	{"markers gc__start\n", "t.case: a line `about` is missing"},
	{HEAD, "t.case: a block `expect … end` is missing"},
	{"about A.\nexpect\n gc__start 1\nend\n",
	 "t.case:2:1: a line `markers` must stand before the first block"},
	{"abuot A.\n", "t.case:1:1: no keyword is called `abuot` (did you mean `about`?)"},
	{"exepct\n", "t.case:1:1: no keyword is called `exepct` (did you mean `expect`?)"},
	{"zzz\n", "t.case:1:1: no keyword is called `zzz`"},
	{"\"about\" A.\n", "t.case:1:1: no keyword is called `about`"},
	{"gc__start 1\n", "t.case:1:1: an event stands between `expect` and `end`, not here"},
	{"about A.\nabout B.\n", "t.case:2:1: `about` stands in line 1 already"},
	{HEAD GOOD "deadline 3\n", "t.case:8:1: `deadline` must stand before the first `expect` or `defect`"},
	{"markers\n", "t.case:1:8: the name of a marker expected here"},
	{"markers function__enrty\n",
	 "t.case:1:9: no marker is called `function__enrty` (did you mean `function__entry`?)"},
	{"markers line line\n", "t.case:1:14: `line` stands here twice"},
	{"guards 98894\n", "t.case:1:8: `98894` is no thread: gh-NNN"},
	{"guards gh-12x\n", "t.case:1:8: `gh-12x` is no thread"},
	{"program a.py b.py\n", "t.case:1:18: one program only"},
	{"program ../a.py\n", "t.case:1:9: `../a.py` must be a file in or below the case's directory"},
	{"files /etc/passwd\n", "t.case:1:7: `/etc/passwd` must be a file in or below"},
	{"files a.py b/../../x\n", "t.case:1:12: `b/../../x` must be a file in or below"},
	{HEAD "files missing.py\n" GOOD, "t.case: "},
	{"versions x\n", "t.case:1:10: `x` is no range of versions"},
	{"versions 3.9-3.8\n",
	 "t.case:1:10: `3.9-3.8` is no range of versions (written 3.9, 3.6-3.11, 3.12- or"},
	{"versions\n", "t.case:1:9: a range of versions (3.8-) expected here"},
	{"requires degub\n",
	 "t.case:1:10: `degub` is no kind of build (did you mean `debug`?): debug, release"},
	{"requires gil debug free-threaded\n", "t.case:1:20: `free-threaded` contradicts a word before it"},
	{"requires\n", "t.case:1:9: a kind of build expected here"},
	{"environment HOME\n", "t.case:1:13: `HOME` is not NAME=value"},
	{"environment 1=2\n", "t.case:1:13: `1=2` is not NAME=value"},
	{"observers\n", "t.case:1:10: a number of observers expected here"},
	{"observers 1 65536\n", "t.case:1:13: a number of observers from 0 to 65535 expected here"},
	{"observers -1\n", "t.case:1:11: a number of observers from 0 to 65535 expected here"},
	{HEAD "scope process\nobservers 2\n" GOOD, "t.case: `observers` needs a window"},
	{"deadline soon\n", "t.case:1:10: a number of seconds from 1 to 3600 expected here"},
	{"deadline 0\n", "t.case:1:10: a number of seconds"},
	{"deadline 5 6\n", "t.case:1:12: nothing may stand behind the number of seconds in its line"},
	{"scope whole\n", "t.case:1:7: `window` or `process` expected here"},
	{"scope\n", "t.case:1:6: `window` or `process` expected here"},
	{"own line \"x\"\n", "t.case:1:5: `function`, `audit` or `import` expected here"},
	{"own audit mine\n", "t.case:1:11: a text in quotes or NULL expected here, not `mine`"},
	{"own audit\n", "t.case:1:10: a text in quotes expected here"},
	{"exit 256\n", "t.case:1:6: an exit status from 0 to 255 or `signal NAME` expected here"},
	{"exit signal ABRT\n", "t.case:1:13: the name of a signal expected here, as SIGABRT"},
	{"exit signal\n", "t.case:1:12: the name of a signal expected here"},
	{"exit 3 abruptly\n", "t.case:1:8: only `abrupt` may stand here, not `abruptly`"},
	{"exit 3 abrupt x\n", "t.case:1:15: nothing may stand behind `abrupt` in its line"},
	{"arguments \"a\n", "t.case:1:11: the text that begins here has no closing \""},
	{"arguments \"a\"b\n", "t.case:1:14: a blank is missing behind the text"},
	{"arguments a\"b\"\n", "t.case:1:11: a \" in the middle of a word"},
	{"arguments \"a\\q\"\n", "t.case:1:13: unknown escape"},
	{"arguments \"\\x4\"\n", "t.case:1:12: unknown escape"},
	{"arguments \"a\\0\"\n", "t.case:1:13: a C string ends before its first NUL byte"},
	{"arguments \"a\\x00\"\n", "t.case:1:13: a C string ends before its first NUL byte"},
	/* blocks */
	{HEAD "expect\nend\n", "t.case:3:1: this block is empty: where no event may come it says `none`"},
	{HEAD "expect\n gc__start 1\n", "t.case:3:1: this `expect` has no `end`"},
	{HEAD "expect\n gc__start 1\nexpect\n",
	 "t.case:5:1: the `expect` of line 3 has no `end` before this line"},
	{HEAD "expect\n gc__start 1\nend of it\n", "t.case:5:5: nothing may stand behind `end` in its line"},
	{HEAD "expect\n gc__start 1\nedn\n", "t.case:5:1: `edn` is neither a marker nor"},
	{HEAD "expect\n gc__strat 1\nend\n",
	 "t.case:4:2: `gc__strat` is neither a marker nor `thread`, `process`, `repeat`, `none`, `exit` or `end` (did "
	 "you mean `gc__start`?)"},
	{HEAD "expect\n line $file \"f\" 1\nend\n",
	 "t.case:4:2: `line` is not in the `markers` of this case"},
	{HEAD "expect\n none\n gc__start 1\nend\n", "t.case:5:2: `none` must stand alone in its block"},
	{HEAD "expect\n gc__start 1\n none\nend\n", "t.case:5:2: `none` must stand alone in its block"},
	{HEAD "expect\n none\n none\nend\n", "t.case:5:2: `none` must stand alone"},
	{HEAD "expect\n thread A\n none\n end\nend\n", "t.case:5:2: `none` must stand alone"},
	{HEAD "expect\n thread A\n end\nend\n", "t.case:4:2: this `thread` is empty"},
	{HEAD "expect\n thread\n", "t.case:4:8: a name for the thread expected here"},
	{HEAD "expect\n thread A B\n", "t.case:4:11: nothing may stand behind the name in its line"},
	{HEAD "expect\n thread A\n thread B\n", "t.case:5:2: a thread cannot stand inside a thread"},
	{HEAD "expect\n thread A\n process B\n", "t.case:5:2: a process cannot stand inside a thread"},
	{HEAD "expect\n process A\n process B\n", "t.case:5:2: a process cannot stand inside a process"},
	{HEAD "expect\n repeat 1\n", "t.case:4:9: a number from 2 to 1000000 expected here"},
	{HEAD "expect\n repeat many\n", "t.case:4:9: a number from 2 to"},
	{HEAD "expect\n repeat 2\n end\nend\n", "t.case:4:2: this `repeat` is empty"},
	{HEAD "expect\n repeat 1000000\n gc__start 1\n gc__start 2\n end\nend\n",
	 "t.case:6:2: more than 1000000 events in one block"},
	{HEAD "expect\n repeat 100000\n repeat 100000\n",
	 "t.case:5:2: nested too deep, or repeated too often"},
	{HEAD "expect\n thread A\n exit 3\n end\nend\n",
	 "t.case:5:2: `exit` belongs to the block as a whole"},
	{HEAD "expect debgu\n",
	 "t.case:3:8: `debgu` is neither a range of versions, nor a kind of build, nor "
	 "`unreviewed` (did you mean `debug`?)"},
	{HEAD "expect unreviewd\n",
	 "t.case:3:8: `unreviewd` is neither a range of versions, nor a kind of build, nor "
	 "`unreviewed` (did you mean `unreviewed`?)"},
	{HEAD "expect unreviewed 3.9\n", "t.case:3:19: nothing may stand behind `unreviewed` in its line"},
	{HEAD "expect 3.x\n", "t.case:3:8: `3.x` is no range of versions"},
	{HEAD "expect debug release\n",
	 "t.case:3:14: `release` contradicts a word before it: no build is both"},
	{HEAD "defect\n", "t.case:3:7: the issue of the defect expected here"},
	{HEAD "defect 3.9 gh-x \"what\"\n",
	 "t.case:3:12: `gh-x` is neither a range of versions, nor a kind of build, "
	 "nor an issue"},
	{HEAD "defect 3.9 debgu gh-1 \"what\"\n",
	 "t.case:3:12: `debgu` is neither a range of versions, nor a kind of "
	 "build, nor an issue (gh-NNN, an address, or a text in "
	 "targets/cpython/reports/) (did you mean `debug`?)"},
	{HEAD "defect 3.9 gh-1\n", "t.case:3:16: a text in quotes expected here: what the interpreter does"},
	{HEAD "defect 3.9 gh-1 \"what\" x\n", "t.case:3:24: nothing may stand behind the text in its line"},
	/* values */
	{HEAD "expect\n function__entry $file \"f\"\nend\n",
	 "t.case:4:27: function__entry has 3 values (filename, funcname, lineno): one is missing here"},
	{HEAD "expect\n gc__start 1 2\nend\n",
	 "t.case:4:14: gc__start has 1 values (generation): this one is too many"},
	{HEAD "expect\n gc__start \"1\"\nend\n",
	 "t.case:4:12: generation of gc__start is a number: 12, @label"},
	{HEAD "expect\n gc__start NULL\nend\n", "t.case:4:12: generation of gc__start is a number"},
	{HEAD "expect\n gc__start $file\nend\n", "t.case:4:12: generation of gc__start is a number"},
	{HEAD "expect\n gc__start tuple[1]\nend\n", "t.case:4:12: generation of gc__start is a number"},
	{HEAD "expect\n function__entry 1 \"f\" 1\nend\n",
	 "t.case:4:18: filename of function__entry is a text"},
	{HEAD "expect\n function__entry $file @f 1\nend\n",
	 "t.case:4:24: funcname of function__entry is a text"},
	{HEAD "expect\n function__entry $file tuple[1] 1\nend\n",
	 "t.case:4:24: funcname of function__entry is a text"},
	{HEAD "expect\n audit \"x\" \"y\"\nend\n", "t.case:4:12: tuple of audit is an object"},
	{HEAD "expect\n audit \"x\" 3\nend\n", "t.case:4:12: tuple of audit is an object"},
	{HEAD "expect\n audit \"x\" _count\nend\n", "t.case:4:12: tuple of audit is an object"},
	{HEAD "expect\n audit _pointer tuple[0]\nend\n", "t.case:4:8: event of audit is a text"},
	{HEAD "expect\n gc__start 2147483648\nend\n", "t.case:4:12: `2147483648` does not fit into a C int"},
	{HEAD "expect\n gc__start 99999999999999999999\nend\n",
	 "t.case:4:12: `99999999999999999999` is no whole number"},
	{HEAD "expect\n gc__start 1.5\nend\n", "t.case:4:12: `1.5` is no whole number"},
	{HEAD "expect\n gc__start -\nend\n", "t.case:4:12: `-` is no whole number"},
	{HEAD "expect\n gc__start 0x10\nend\n", "t.case:4:12: `0x10` is no whole number"},
	{HEAD "expect\n gc__start @frist\nend\n",
	 "t.case:4:12: no line of t.py has the label `#@frist` (did you mean `first`?)"},
	{HEAD "expect\n gc__start @\nend\n", "t.case:4:12: no line of t.py has the label `#@`"},
	{HEAD "expect\n function__entry $fiel \"f\" 1\nend\n",
	 "t.case:4:18: `$fiel` is unknown: there are $file and"},
	{HEAD "expect\n function__entry $dir/ \"f\" 1\nend\n", "t.case:4:18: `$dir/` is unknown"},
	{HEAD "expect\n function__entry $file f 1\nend\n",
	 "t.case:4:24: `f` is no value: a text stands in quotes"},
	{HEAD "expect\n function__entry None \"f\" 1\nend\n",
	 "t.case:4:18: `None` is Python's word: a null pointer is"},
	{HEAD "expect\n audit \"x\" tuple[]\nend\n", "t.case:4:12: `tuple[]` is no value"},
	{HEAD "expect\n audit \"x\" [2]\nend\n", "t.case:4:12: `[2]` is no value"},
	{HEAD "expect\n audit \"x\" tuple[-1]\nend\n", "t.case:4:12: `tuple[-1]` is no value"},
	{HEAD "expect\n audit \"x\" list[2]\nend\n", "t.case:4:12: `list[2]` is no value"},
	/* tuples */
	{HEAD "expect\n audit \"x\" (1, \"two\"\nend\n",
	 "t.case:4:12: the tuple that begins here has no closing ) in its line"},
	{HEAD "expect\n audit \"x\" ((1)\nend\n", "t.case:4:12: the tuple that begins here has no closing )"},
	{HEAD "expect\n audit \"x\" ((1), (2\nend\n",
	 "t.case:4:18: the tuple that begins here has no closing )"},
	{HEAD "expect\n audit \"x\" (1, # 2)\nend\n",
	 "t.case:4:12: the tuple that begins here has no closing )"},
	{HEAD "expect\n audit \"x\" (1 2)\nend\n", "t.case:4:15: a comma or ) expected here, not `2`"},
	{HEAD "expect\n audit \"x\" (1 \"2\")\nend\n", "t.case:4:15: a comma or ) expected here, not \"2\""},
	{HEAD "expect\n audit \"x\" (1,)\nend\n", "t.case:4:15: an item expected here, not `)`"},
	{HEAD "expect\n audit \"x\" (,1)\nend\n", "t.case:4:13: an item expected here, not `,`"},
	{HEAD "expect\n audit \"x\" (1,,2)\nend\n", "t.case:4:15: an item expected here, not `,`"},
	{HEAD "expect\n audit \"x\" (1))\nend\n", "t.case:4:15: a blank is missing behind the tuple"},
	{HEAD "expect\n audit \"x\" (\"a\"\"b\")\nend\n", "t.case:4:16: a comma is missing behind the text"},
	{HEAD "expect\n audit \"x\" (\"a)\nend\n", "t.case:4:13: the text that begins here has no closing"},
	{HEAD "expect\n audit \"x\" (\"\\q\")\nend\n", "t.case:4:14: unknown escape"},
	{HEAD "expect\n audit \"x\" (nnone)\nend\n", "t.case:4:13: `nnone` is no value"},
	{HEAD "expect\n audit \"x\" (0x10)\nend\n", "t.case:4:13: `0x10` is no whole number"},
	{HEAD "expect\n audit \"x\" (1.5)\nend\n", "t.case:4:13: `1.5` is no whole number"},
	{HEAD "expect\n audit \"x\" (099999999999999999999)\nend\n",
	 "t.case:4:13: `099999999999999999999` is no"},
	{HEAD "expect\n audit \"x\" (_pointer)\nend\n", "t.case:4:13: `_pointer` cannot stand in a tuple"},
	{HEAD "expect\n audit \"x\" _object\nend\n",
	 "t.case:4:12: tuple of audit is an object: (1, \"two\")"},
	{HEAD "expect\n audit \"x\" (@frist)\nend\n", "t.case:4:13: no line of t.py has the label `#@frist`"},
	{HEAD "expect\n audit \"x\" (?y)\nend\n", "t.case:4:1: ?y stands in this block once only"},
	{HEAD "expect\n audit ?y (?y)\n gc__start ?y\nend\n",
	 "t.case:5:1: ?y is a value of another kind in line 4"},
	{HEAD "expect\n audit \"x\" (<>)\nend\n", "t.case:4:13: `<>` is no object"},
	{HEAD "expect\n audit \"x\" (<code)\nend\n", "t.case:4:13: `<code` is no object"},
	{HEAD "expect\n audit \"x\" (<\"a b\")\nend\n", "t.case:4:19: a > is missing"},
	{HEAD "expect\n gc__start (1)\nend\n", "t.case:4:12: generation of gc__start is a number"},
	{HEAD "expect\n function__entry $file (1) 1\nend\n",
	 "t.case:4:24: funcname of function__entry is a text"},
	{HEAD "expect\n audit \"x\" tuple[2\nend\n", "t.case:4:12: `tuple[2` is no value"},
	{HEAD "expect\n audit \"x\" _pointr\nend\n",
	 "t.case:4:12: `_pointr` is no wildcard: there are _pointer, _count and, in a tuple, _object (did you mean `pointer`?)"},
	{HEAD "expect\n gc__start _count\nend\n", "t.case:3:1: no value of this block is exact"},
	{HEAD "expect\n repeat 2\n gc__start ?x\n end\n gc__start ?x\nend\n",
	 "t.case:3:1: no value of this block is exact"},
	{HEAD "expect\n gc__start ?\nend\n", "t.case:4:12: `?` is no binding"},
	{HEAD "expect\n gc__start ?x\nend\n", "t.case:4:1: ?x stands in this block once only"},
	{HEAD "expect\n gc__start ?x\n audit ?x tuple[0]\nend\n",
	 "t.case:5:1: ?x is a value of another kind in line 4: the two can never be equal"},
	/* cover */
	{HEAD "expect 3.8-3.10\n " LABELS "end\nexpect 3.12-\n gc__start 1\nend\n",
	 "t.case:3:1: no `expect` holds for 3.11 (a line `versions` limits where a case applies)"},
	{HEAD "expect 3.8-3.11\n " LABELS "end\nexpect 3.11-\n gc__start 1\nend\n",
	 "t.case:8:1: this block and the one in line 3 both hold for 3.11: give them ranges that do not overlap"},
	{HEAD "expect 3.8-3.14\n " LABELS "end\n", "t.case:3:1: no `expect` holds for 3.15"},
	{HEAD "expect 3.9-\n " LABELS "end\n", "t.case:3:1: no `expect` holds for 3.8 "},
	{HEAD "expect 3.8-3.14.4\n " LABELS "end\nexpect 3.14.6-\n gc__start 1\nend\n",
	 "t.case:3:1: no `expect` holds for 3.14.5 "},
	{HEAD "expect debug\n " LABELS "end\n", "t.case:3:1: no `expect` holds for 3.8 "},
	{HEAD GOOD "expect debug\n gc__start 1\nend\nexpect jit\n gc__start 2\nend\n",
	 "t.case:11:1: this block and the one in line 8 both hold for 3.8 (debug jit)"},
	{HEAD GOOD "expect 3.6-3.7\n gc__start 1\nend\n", "t.case:8:1: this block never holds"},
	{HEAD "requires release\n" GOOD "expect debug\n gc__start 1\nend\n",
	 "t.case:9:1: this block never holds"},
	{HEAD "versions 3.9-\n" GOOD "defect 3.8 gh-1 \"x\"\n gc__start 1\nend\n",
	 "t.case:9:1: this block never holds"},
	{HEAD "versions 3.6-3.7\n" GOOD, "t.case:4:1: the case applies nowhere"},
	{HEAD "expect\n gc__start @f\nend\n", "t.py:2:12: the label `first` is used nowhere in t.case"},
};

static const char *without_directory(const struct error *err)
{
	size_t length = strlen(case_files_directory());

	assert_memory_equal(err->text, case_files_directory(), length);
	return err->text + length + 1;
}

static void test_mistakes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		struct case_file *case_file = NULL;
		struct error err = {"no message"};
		int rc = case_files_open(program, mistakes[i].text, &case_file, &err);

		if (rc == 0)
			fail_msg("this case loads:\n%s", mistakes[i].text);
		if (strncmp(without_directory(&err), mistakes[i].message, strlen(mistakes[i].message)) != 0)
			fail_msg("%s\nexpected %s\nof\n%s", err.text, mistakes[i].message, mistakes[i].text);
		assert_null(case_file);
	}
}

static void test_mistakes_in_labels(void **state)
{
	static const struct {
		const char *program, *message;
	} rows[] = {
		{"a = 1 #@x\nb = 2 #@x\n", "t.py:2:7: the label `x` stands in t.py line 1 already"},
		{"a = 1 #@x #@x\n", "t.py:1:11: the label `x` stands in t.py line 1 already"},
		{"a = 1 #@x because\n", "t.py:1:11: a label is `#@name`"},
		{"a = 1 #@\n", "t.py:1:7: a label is `#@name`"},
		{"a = 1 #@ x\n", "t.py:1:7: a label is `#@name`"},
		{"a = 1 #@1x\n", "t.py:1:7: a label is `#@name`"},
		{"a = 1 #@x, #@y\n", "t.py:1:7: a label is `#@name`"},
		{"a = 1 #@module\n", "t.py:1:7: @module always means"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct case_file *case_file = NULL;
		struct error err;

		assert_int_equal(case_files_open(rows[i].program, HEAD "expect\n gc__start @x\nend\n",
						 &case_file, &err),
				 -EBADMSG);
		if (strncmp(without_directory(&err), rows[i].message, strlen(rows[i].message)) != 0)
			fail_msg("%s\nexpected %s", err.text, rows[i].message);
	}
}

static void test_labels_of_companions_share_one_namespace(void **state)
{
	struct case_file *case_file = NULL;
	struct error err;

	(void)state;
	case_files_write("other.py", "x = 1 #@f\n");
	assert_int_equal(case_files_open(program, HEAD "files other.py\n" GOOD, &case_file, &err), -EBADMSG);
	assert_string_equal(without_directory(&err),
			    "other.py:1:7: the label `f` stands in t.py line 1 already");
}

static void test_files_that_are_not_there(void **state)
{
	struct case_file *case_file = NULL;
	struct error err;
	char *path = path_join(case_files_directory(), "absent.case");

	(void)state;
	assert_int_equal(case_open(path, "x", case_files_contract(), &case_file, &err), -ENOENT);
	assert_non_null(strstr(err.text, path));
	assert_int_equal(case_files_open(program, HEAD "files gone.py\n" GOOD, &case_file, &err), -ENOENT);
	assert_non_null(strstr(err.text, "gone.py"));
	assert_non_null(strstr(err.text, "t.case"));
	assert_int_equal(case_files_open(program, HEAD "program gone.py\n" GOOD, &case_file, &err), -ENOENT);
	assert_int_equal(case_open(case_files_directory(), "x", case_files_contract(), &case_file, &err),
			 -EISDIR);
	free(path);
}

/* Whatever stands in a file: a case or a message, and never anything else. */
static bool loads_damaged(const char *path, const char *text)
{
	struct case_file *case_file = NULL;
	struct error err = {""};
	int rc;

	case_files_write("t.case", text);
	rc = case_open(path, "damaged", case_files_contract(), &case_file, &err);
	assert_int_equal(rc == 0, case_file != NULL);
	assert_int_equal(rc == 0, err.text[0] == '\0');
	case_close(case_file);
	return rc == 0;
}

static void test_damaged_files(void **state)
{
	static const char damage[] = {'\0', '"', ' ', '\n', '\\', '#', '[', '\xff'}; /* a NUL ends the file */
	char *text = memory_text(whole), *path = path_join(case_files_directory(), "t.case");
	size_t loaded = 0;

	(void)state;
	case_close(open_whole());
	for (size_t i = 0; i < strlen(whole); i++)
		for (size_t k = 0; k < 2; k++) {
			text[i] = damage[(i + k * 3) % sizeof damage];
			loaded += loads_damaged(path, text);
			text[i] = whole[i];
		}
	assert_in_range(loaded, 100, strlen(whole));
	free(path);
	free(text);
}

static void test_a_file_with_a_nul_byte(void **state)
{
	char *path = path_join(case_files_directory(), "nul.case");
	struct case_file *case_file = NULL;
	struct error err;

	(void)state;
	assert_int_equal(path_write_atomically(path, "about A\0B\n", 10, NULL), 0);
	assert_int_equal(case_open(path, "x", case_files_contract(), &case_file, &err), -EBADMSG);
	assert_non_null(strstr(err.text, "has a NUL byte"));
	free(path);
}

static void test_suggestions(void **state)
{
	static const struct {
		const char *word, *text;
	} rows[] = {
		{"repaet", " (did you mean `repeat`?)"},
		{"repeatt", " (did you mean `repeat`?)"},
		{"thraed", " (did you mean `thread`?)"},
		{"repeat", " (did you mean `repeat`?)"},
		{"x", ""},
		{"completely", ""},
		{"en", " (did you mean `end`?)"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct suggestion suggestion = {.word = rows[i].word, .length = strlen(rows[i].word)};

		suggestion_offer(&suggestion, "thread");
		suggestion_offer(&suggestion, "repeat");
		suggestion_offer(&suggestion, "end");
		assert_string_equal(suggestion_text(&suggestion), rows[i].text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_header),
		cmocka_unit_test(test_what_a_plain_case_has),
		cmocka_unit_test(test_observers),
		cmocka_unit_test(test_where_it_applies),
		cmocka_unit_test(test_steps_and_values),
		cmocka_unit_test(test_tuples),
		cmocka_unit_test(test_the_block_that_holds),
		cmocka_unit_test(test_several_defects_that_hold),
		cmocka_unit_test(test_the_line_of_a_module),
		cmocka_unit_test(test_the_most_specific_block),
		cmocka_unit_test(test_a_name_inside_a_repeat_repeats),
		cmocka_unit_test(test_the_only_value_of_a_marker_may_stay_open),
		cmocka_unit_test(test_own_events),
		cmocka_unit_test(test_without_own_lines),
		cmocka_unit_test(test_lines_of_the_sources),
		cmocka_unit_test(test_the_longest_name_of_a_source_counts),
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_mistakes_in_labels),
		cmocka_unit_test(test_labels_of_companions_share_one_namespace),
		cmocka_unit_test(test_files_that_are_not_there),
		cmocka_unit_test(test_damaged_files),
		cmocka_unit_test(test_a_file_with_a_nul_byte),
		cmocka_unit_test(test_suggestions),
	};

	return cmocka_run_group_tests_name("case", tests, case_files_setup, case_files_teardown);
}
