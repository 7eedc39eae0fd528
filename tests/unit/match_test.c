/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "case_files.h"
#include "mutants.h"

#include "../../harness/match/assign.h"

#include <probetap/memory.h>

#include <stdlib.h>
#include <string.h>

#define HEAD "about A test.\nmarkers function__entry function__return gc__start gc__done audit\n"

static const char program[] = "def outer():  #@outer\n"
			      "    boom()    #@call\n"
			      "\n"
			      "def boom():   #@boom\n"
			      "    raise E   #@raise\n";

/* Uses every label, so that a block under test may use any of them. */
#define LABELS                                                                                  \
	"defect debug gh-1 \"labels\"\n gc__start @outer\n gc__start @call\n gc__start @boom\n" \
	" gc__start @raise\nend\n"

static struct expectation *expect(const char *body, struct case_file **case_file)
{
	char *text = memory_format("%sexpect\n%s\nend\n%s", HEAD, body, LABELS);
	struct expectation *expectation = case_files_expect(program, text, "3.9.2", case_file);

	free(text);
	return expectation;
}

/* ---- mutants ---- */

static const char *const bodies[] = {
	"gc__start 2",
	"none",
	"gc__start 0\n gc__done 0\n gc__start 1\n gc__done 0",
	"function__entry $file \"outer\" @outer\n function__entry $file \"boom\" @boom\n"
	"function__return $file \"boom\" @raise\n function__return $file \"outer\" @call",
	"function__entry $dir/other.py \"\" -1\n function__entry NULL NULL 0\n function__entry \"\" \"\\n\" 1",
	"repeat 5\n function__entry $file \"f\" 1\n function__return $file \"f\" 2\n end",
	"repeat 2\n repeat 3\n gc__start 0\n end\n gc__done 1\n end",
	"audit \"a\" tuple[0]\n audit \"b\" tuple[1]\n audit \"c\" _pointer\n audit \"d\" NULL",
	"audit \"a\" (1, -1, \"two\", None, True, (), (False, (\"deep\", 12345678901234567890)), NULL, <code>)",
	"audit ?name (?name, _object, _count, (?other, \"\"))\n audit \"b\" (?other)",
	"audit ?name tuple[0]\n audit ?name tuple[1]\n audit \"x\" ?object\n audit \"y\" ?object",
	"gc__start ?one\n gc__start ?two\n gc__start ?one\n gc__start ?two\n gc__done 0",
	"gc__start 2\n gc__done _count\n gc__start 1\n gc__done _count",
	"function__entry $file \"f\" _count\n function__entry ?f \"f\" ?l\n function__return ?f \"f\" ?l",
	"thread A\n gc__start 0\n gc__done 1\n end\n thread B\n gc__start 0\n gc__done 1\n end",
	"gc__start 2\n thread A\n gc__start 0\n gc__start 1\n end\n gc__done 5\n"
	"thread B\n gc__start 1\n gc__start 0\n end\n thread A\n gc__done 7\n end",
	"process child\n gc__start 0\n gc__done 1\n end",
	"gc__start 0\n process child\n gc__start 0\n thread T\n gc__start 3\n gc__done 3\n end\n gc__done 1\n end\n"
	"process sibling\n gc__start 0\n thread T\n gc__start 3\n gc__done 4\n end\n gc__done 1\n end\n thread T\n"
	"gc__start 9\n gc__done 9\n end",
	"gc__start ?x\n thread A\n gc__start ?x\n gc__done ?y\n end\n process p\n gc__start ?y\n gc__done 3\n end",
	"repeat 3\n thread W\n audit \"w\" tuple[1]\n audit \"v\" tuple[2]\n end\n end",
};

static void test_every_mutant_is_rejected(void **state)
{
	size_t made = 0;

	(void)state;
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
		struct case_file *case_file;
		struct expectation *expectation = expect(bodies[i], &case_file);
		struct mutants mutants;

		if (!mutants_judge(expectation, case_files_contract(), &mutants) || mutants.accepted)
			fail_msg("%s\n: %zu passed, %s", bodies[i], mutants.accepted, mutants.first_accepted);
		assert_true(mutants.made >= 8);
		made += mutants.made;
		expectation_close(expectation);
		case_close(case_file);
	}
	print_message("# %zu mutants\n", made);
	assert_true(made > 1800);
}

/* ---- the search against trying everything ---- */

enum { SIDE = 4, LENGTH = 2, ROUNDS = 4000 };

static uint32_t random_state = 12345;

static uint32_t choose(uint32_t below)
{
	random_state = random_state * 1664525 + 1013904223;
	return (random_state >> 16) % below;
}

struct puzzle {
	struct step steps[SIDE][LENGTH];
	struct event events[SIDE][LENGTH];
	const struct step *step_list[SIDE][LENGTH];
	const struct event *event_list[SIDE][LENGTH];
	struct stream streams[SIDE];
	struct lane lanes[SIDE];
};

static void make_puzzle(struct puzzle *puzzle)
{
	static const char *const names[SIDE] = {"A", "B", "C", "D"};
	static char *const words[] = {(char *)"x", (char *)"y", (char *)"z"};

	*puzzle = (struct puzzle){0};
	for (int i = 0; i < SIDE; i++) {
		puzzle->streams[i] = (struct stream){NULL, names[i], puzzle->step_list[i], LENGTH};
		puzzle->lanes[i] = (struct lane){1, 2 + i, puzzle->event_list[i], LENGTH};
		for (int k = 0; k < LENGTH; k++) {
			struct pattern *pattern = &puzzle->steps[i][k].patterns[0];

			puzzle->step_list[i][k] = &puzzle->steps[i][k];
			puzzle->event_list[i][k] = &puzzle->events[i][k];
			puzzle->steps[i][k].pattern_count = puzzle->events[i][k].value_count = 1;
			puzzle->events[i][k].values[0].integer = choose(3);
			if (choose(3))
				*pattern = (struct pattern){.kind = PATTERN_BIND, .word = words[choose(3)]};
			else
				pattern->value.integer = choose(3);
		}
	}
}

static bool permutation_fits(const struct puzzle *puzzle, const int *lane_of)
{
	int64_t bound[3] = {-1, -1, -1};

	for (int i = 0; i < SIDE; i++)
		for (int k = 0; k < LENGTH; k++) {
			const struct pattern *pattern = &puzzle->steps[i][k].patterns[0];
			int64_t got = puzzle->events[lane_of[i]][k].values[0].integer, *wanted;

			wanted = pattern->kind == PATTERN_BIND ? &bound[pattern->word[0] - 'x'] : NULL;
			if (wanted && *wanted < 0)
				*wanted = got;
			if (got != (wanted ? *wanted : pattern->value.integer))
				return false;
		}
	return true;
}

static bool any_permutation_fits(const struct puzzle *puzzle)
{
	for (int code = 0; code < SIDE * SIDE * SIDE * SIDE; code++) {
		int lane_of[SIDE] = {code % SIDE, code / SIDE % SIDE, code / SIDE / SIDE % SIDE,
				     code / SIDE / SIDE / SIDE};
		unsigned used = 0;

		for (int i = 0; i < SIDE; i++)
			used |= 1U << lane_of[i];
		if (used == (1U << SIDE) - 1 && permutation_fits(puzzle, lane_of))
			return true;
	}
	return false;
}

static void test_the_search_finds_what_trying_everything_finds(void **state)
{
	int found = 0;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct puzzle puzzle;
		struct streams streams = {puzzle.streams, SIDE};
		struct lanes lanes = {puzzle.lanes, SIDE};
		bool expected;

		make_puzzle(&puzzle);
		expected = any_permutation_fits(&puzzle);
		found += expected;
		assert_int_equal(assignment_exists(&streams, &lanes, 1), expected);
	}
	assert_in_range(found, ROUNDS / 50, ROUNDS - ROUNDS / 50);
}

/* Many threads that are alike, one of them wrong: an answer, and the right one, without trying all orders. */
static void test_many_threads_that_are_alike(void **state)
{
	struct buffer body = {0};
	struct case_file *case_file;
	struct expectation *expectation;
	struct recording run = {0};
	struct match match;

	(void)state;
	for (int i = 0; i < 24; i++)
		buffer_printf(&body, "thread T%d\n gc__start ?x\n gc__done %d\n end\n", i, i % 2);
	expectation = expect(buffer_text(&body), &case_file);
	mutants_perfect_run(expectation, case_files_contract(), &run);
	match_events(expectation, &run, MUTANTS_MAIN_PROCESS, case_files_contract(), case_file, &match);
	assert_true(match.equal);
	match_fini(&match);
	run.events[1].values[0].integer ^= 1;
	match_events(expectation, &run, MUTANTS_MAIN_PROCESS, case_files_contract(), case_file, &match);
	assert_false(match.equal);
	match_fini(&match);
	recording_fini(&run);
	expectation_close(expectation);
	case_close(case_file);
	buffer_fini(&body);
}

/* A thread belongs to its process: two that change places are not the same run. */
static void test_threads_stay_in_their_processes(void **state)
{
	struct case_file *case_file;
	struct expectation *expectation =
		expect("process p\n gc__start 1\n thread T\n gc__done 1\n end\n end\n"
		       "process q\n gc__start 2\n thread T\n gc__done 2\n end\n end",
		       &case_file);
	struct recording run = {0};
	struct match match;
	pid_t process;

	(void)state;
	mutants_perfect_run(expectation, case_files_contract(), &run);
	match_events(expectation, &run, MUTANTS_MAIN_PROCESS, case_files_contract(), case_file, &match);
	assert_true(match.equal);
	match_fini(&match);
	process = run.events[1].process;
	run.events[1].process = run.events[3].process;
	run.events[3].process = process;
	match_events(expectation, &run, MUTANTS_MAIN_PROCESS, case_files_contract(), case_file, &match);
	assert_false(match.equal);
	assert_string_equal(
		match.sentence,
		"each thread is as the case says, but not all together: a ?name differs between them, or "
		"they are in other processes");
	match_fini(&match);
	recording_fini(&run);
	expectation_close(expectation);
	case_close(case_file);
}

/* ---- sentences ---- */

static const char unwinding[] =
	"function__entry $file \"outer\" @outer\n function__entry $file \"boom\" @boom\n"
	"function__return $file \"boom\" @raise\n function__return $file \"outer\" @call";

static void remove_event(struct recording *run, size_t at)
{
	struct event gone = run->events[at];

	memmove(&run->events[at], &run->events[at + 1], (run->count - at - 1) * sizeof gone);
	run->count--;
	for (unsigned i = 0; i < gone.value_count; i++)
		free((char *)gone.values[i].text);
}

static void lose_return(struct recording *run)
{
	remove_event(run, 2);
}

static void lose_all(struct recording *run)
{
	while (run->count)
		remove_event(run, 0);
}

static void wrong_line(struct recording *run)
{
	run->events[2].values[2].integer = 4;
}

static void wrong_name(struct recording *run)
{
	((char *)run->events[1].values[1].text)[0] = 'B';
}

static void no_name(struct recording *run)
{
	run->events[1].values[1].kind = VALUE_NULL;
}

static void two_wrong(struct recording *run)
{
	wrong_name(run);
	run->events[1].values[2].integer = 44;
}

static void unreadable(struct recording *run)
{
	run->events[0].values[1].kind = VALUE_UNREADABLE;
	run->events[0].values[1].pointer = 0xabc;
}

static void cut(struct recording *run)
{
	run->events[0].values[1].cut = true;
}

static void exchange(struct recording *run)
{
	struct event event = run->events[2];

	run->events[2] = run->events[3];
	run->events[3] = event;
}

/* The last event before the second. */
static void early(struct recording *run)
{
	struct event last = run->events[3];

	memmove(&run->events[2], &run->events[1], 2 * sizeof last);
	run->events[1] = last;
}

static void twice(struct recording *run)
{
	recording_add(run, &(struct event){.marker = run->events[3].marker,
					   .process = run->events[3].process,
					   .thread = run->events[3].thread,
					   .value_count = 3,
					   .values = {run->events[3].values[0], run->events[3].values[1],
						      run->events[3].values[2]}});
}

static void foreign(struct recording *run)
{
	twice(run);
	run->events[4].values[2].integer = 99;
	((char *)run->events[4].values[1].text)[0] = 'O';
	run->events[4].marker = run->events[0].marker;
}

static void other_thread(struct recording *run)
{
	run->events[2].thread = 4242;
}

static void other_process(struct recording *run)
{
	run->events[2].thread = run->events[2].process = 4242;
}

static const char tuples[] = "audit \"open\" (\"f\", \"r\", (5, <code>, ?name))\n audit \"again\" (?name)";

/* Item `which` of the first event's tuple. */
static struct value *item_of(struct recording *run, size_t which)
{
	return (struct value *)&run->events[0].values[1].items[which];
}

static void wrong_item(struct recording *run)
{
	((char *)item_of(run, 1)->text)[0] = 'w';
}

static void wrong_inner_item(struct recording *run)
{
	((struct value *)item_of(run, 2)->items)[0].kind = VALUE_NONE;
}

static void item_cut(struct recording *run)
{
	item_of(run, 1)->cut = true;
}

static void item_unreadable(struct recording *run)
{
	item_of(run, 1)->kind = VALUE_UNREADABLE;
	item_of(run, 1)->pointer = 0xabc;
}

static void item_too_many(struct recording *run)
{
	struct value *tuple = &run->events[0].values[1],
		     *items = memory_zeroed(tuple->item_count + 1, sizeof *items);

	memcpy(items, tuple->items, tuple->item_count * sizeof *items);
	items[tuple->item_count].kind = VALUE_NONE;
	free((struct value *)tuple->items);
	tuple->items = items;
	tuple->integer = (int64_t)++tuple->item_count;
}

static void inner_item_lost(struct recording *run)
{
	struct value *tuple = item_of(run, 2);

	value_free((struct value *)&tuple->items[2]);
	tuple->integer = (int64_t)--tuple->item_count;
}

static void no_tuple(struct recording *run)
{
	value_free(&run->events[0].values[1]);
	run->events[0].values[1] =
		(struct value){.kind = VALUE_OBJECT, .text = memory_text("list"), .length = 4};
}

static void tuple_cut(struct recording *run)
{
	run->events[0].values[1].cut = true;
}

static void other_name(struct recording *run)
{
	struct value *item = (struct value *)&run->events[1].values[1].items[0];

	free((char *)item->text);
	item->text = memory_text("other");
	item->length = 5;
}

static const struct {
	const char *body;
	void (*spoil)(struct recording *run);
	const char *sentence;
} sentences[] = {
	{unwinding, lose_return, "function__return of `boom` (t.py:5) did not fire"},
	{unwinding, lose_all,
	 "no event at all: 4 expected, the first one function__entry of `outer` (t.py:1)"},
	{unwinding, wrong_line, "lineno of function__return of `boom` is 4, expected 5"},
	{unwinding, wrong_name, "funcname of function__entry of `boom` is \"Boom\", expected \"boom\""},
	{unwinding, no_name, "funcname of function__entry of `boom` is NULL, expected \"boom\""},
	{unwinding, two_wrong,
	 "funcname of function__entry of `boom` is \"Boom\", expected \"boom\"; lineno of it is 44, expected 4"},
	{unwinding, unreadable,
	 "funcname of function__entry of `outer` could not be read (address 0xabc), expected \"outer\""},
	{unwinding, cut,
	 "funcname of function__entry of `outer` is longer than 5 bytes and was cut, expected \"outer\""},
	{unwinding, exchange,
	 "function__return of `boom` (t.py:5) came out of order: too late, expected before function__return of `outer` "
	 "(t.py:2)"},
	{unwinding, early,
	 "function__return of `outer` (t.py:2) came out of order: too early, expected after function__return of `boom` "
	 "(t.py:5)"},
	{unwinding, twice, "function__return of `outer` (t.py:2) fired once more than expected"},
	{unwinding, foreign, "function__entry of `Outer` (t.py:99) fired and was not expected"},
	{unwinding, other_thread,
	 "function__return of `boom` (t.py:5) fired in another thread than the case says"},
	{unwinding, other_process,
	 "function__return of `boom` (t.py:5) fired in another process than the case says"},
	{tuples, wrong_item, "item 2 of tuple of audit of `open` is \"w\", expected \"r\""},
	{tuples, wrong_inner_item, "item 1 of item 3 of tuple of audit of `open` is None, expected 5"},
	{tuples, item_cut,
	 "item 2 of tuple of audit of `open` is longer than 1 bytes and was cut, expected \"r\""},
	{tuples, item_unreadable,
	 "item 2 of tuple of audit of `open` could not be read (address 0xabc), expected \"r\""},
	{tuples, item_too_many,
	 "tuple of audit of `open` has 4 items, expected 3: (\"f\", \"r\", (5, <code>, \"bound1\"), None) instead of "
	 "(\"f\", \"r\", (5, <code>, ?name))"},
	{tuples, inner_item_lost,
	 "item 3 of tuple of audit of `open` has 2 items, expected 3: (5, <code>) instead of (5, <code>, ?name)"},
	{tuples, no_tuple, "tuple of audit of `open` is <list>, expected (\"f\", \"r\", (5, <code>, ?name))"},
	{tuples, tuple_cut,
	 "tuple of audit of `open` is longer than 3 items and was cut, expected (\"f\", \"r\", (5, <code>, ?name))"},
	{tuples, other_name,
	 "item 1 of tuple of audit of `again` is \"other\", expected \"bound1\" as before (?name)"},
	{"none", NULL, NULL},
	{"gc__start 0\n thread A\n audit \"a\" tuple[1]\n end", NULL, NULL},
};

static void test_sentences(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
		struct case_file *case_file;
		struct expectation *expectation = expect(sentences[i].body, &case_file);
		struct recording run = {0};
		struct match match;

		mutants_perfect_run(expectation, case_files_contract(), &run);
		if (sentences[i].spoil)
			sentences[i].spoil(&run);
		match_events(expectation, &run, MUTANTS_MAIN_PROCESS, case_files_contract(), case_file,
			     &match);
		assert_int_equal(match.equal, !sentences[i].sentence);
		assert_int_equal(match.got, run.count);
		if (sentences[i].sentence) {
			assert_string_equal(match.sentence, sentences[i].sentence);
			assert_non_null(match.difference);
		} else {
			assert_null(match.sentence);
			assert_null(match.difference);
		}
		match_fini(&match);
		recording_fini(&run);
		expectation_close(expectation);
		case_close(case_file);
	}
}

static void assert_sentence(const char *body, const struct event *event, bool alone, const char *sentence)
{
	struct case_file *case_file;
	struct expectation *expectation = expect(body, &case_file);
	struct recording run = {0};
	struct match match;

	if (!alone)
		mutants_perfect_run(expectation, case_files_contract(), &run);
	if (event)
		recording_add(&run, event);
	match_events(expectation, &run, MUTANTS_MAIN_PROCESS, case_files_contract(), case_file, &match);
	assert_false(match.equal);
	assert_string_equal(match.sentence, sentence);
	match_fini(&match);
	recording_fini(&run);
	expectation_close(expectation);
	case_close(case_file);
}

static void test_sentences_about_threads_and_silence(void **state)
{
	struct event collection = {.marker = (unsigned)contract_marker(case_files_contract(), "gc__start", 9),
				   .process = MUTANTS_MAIN_PROCESS,
				   .thread = MUTANTS_MAIN_PROCESS,
				   .value_count = 1,
				   .values = {{.kind = VALUE_INTEGER, .integer = 2}}};

	(void)state;
	assert_sentence("none", &collection, true,
			"gc__start of generation 2 fired, and the case says that nothing may");
	assert_sentence("gc__start 2\n thread A\n gc__start 1\n end", &collection, true,
			"thread `A`: gc__start of generation 1 did not fire");
	assert_sentence("gc__start 2\n process p\n thread A\n gc__start 1\n end\n end", &collection, true,
			"process `p`, thread `A`: gc__start of generation 1 did not fire");
	collection.thread = 77;
	assert_sentence("gc__start 2", &collection, true,
			"gc__start of generation 2 fired in another thread than the case says");
	assert_sentence(
		"gc__start 1", &collection, false,
		"a thread that the case does not name: gc__start of generation 2 fired and was not expected");
}

static void test_an_event_is_called_by_its_name(void **state)
{
	const struct contract *contract = case_files_contract();
	const struct event entry = {.marker = (unsigned)contract_marker(contract, "function__entry", 15),
				    .value_count = 3,
				    .values = {{.kind = VALUE_TEXT, .text = "/run/t.py", .length = 9},
					       {.kind = VALUE_TEXT, .text = "f", .length = 1},
					       {.kind = VALUE_INTEGER, .integer = 3}}};
	const struct event collection = {.marker = (unsigned)contract_marker(contract, "gc__start", 9),
					 .value_count = 1,
					 .values = {{.kind = VALUE_INTEGER, .integer = 2}}};
	const struct event broken = {.marker = (unsigned)contract_marker(contract, "audit", 5),
				     .value_count = 2,
				     .values = {{.kind = VALUE_UNREADABLE}, {.kind = VALUE_NULL}}};
	char *names[] = {match_name(contract, &entry), match_name(contract, &collection),
			 match_name(contract, &broken)};

	(void)state;
	assert_string_equal(names[0], "function__entry of `f` (t.py:3)");
	assert_string_equal(names[1], "gc__start of generation 2");
	assert_string_equal(names[2], "audit of unreadable");
	for (size_t i = 0; i < 3; i++)
		free(names[i]);
}

static void test_a_name_that_changes_is_told_with_what_it_was(void **state)
{
	struct case_file *case_file;
	struct expectation *expectation = expect("gc__start ?g\n gc__start ?g\n gc__done 0", &case_file);
	struct recording run = {0};
	struct match match;

	(void)state;
	mutants_perfect_run(expectation, case_files_contract(), &run);
	run.events[0].values[0].integer = 1;
	run.events[1].values[0].integer = 2;
	match_events(expectation, &run, MUTANTS_MAIN_PROCESS, case_files_contract(), case_file, &match);
	assert_string_equal(match.sentence, "gc__start has generation 2, expected 1 as before (?g)");
	match_fini(&match);
	recording_fini(&run);
	expectation_close(expectation);
	case_close(case_file);
}

/* ---- the difference ---- */

static void test_the_difference_shows_both_sides(void **state)
{
	struct case_file *case_file;
	struct expectation *expectation = expect(unwinding, &case_file);
	struct recording run = {0};
	struct match match;

	(void)state;
	mutants_perfect_run(expectation, case_files_contract(), &run);
	lose_return(&run);
	match_events(expectation, &run, MUTANTS_MAIN_PROCESS, case_files_contract(), case_file, &match);
	assert_string_equal(
		match.difference,
		"#  expected                            | came\n"
		"=  function__entry  $file  \"outer\"  1  | function__entry  $file  \"outer\"  1\n"
		"=  function__entry  $file  \"boom\"  4   | function__entry  $file  \"boom\"  4\n"
		"-  function__return  $file  \"boom\"  5  |\n"
		"=  function__return  $file  \"outer\"  2 | function__return  $file  \"outer\"  2\n"
		"t.py:5: raise E   #@raise\n"
		"t.case:6\n");
	match_fini(&match);
	recording_fini(&run);
	expectation_close(expectation);
	case_close(case_file);
}

static void test_one_event_missing_among_many(void **state)
{
	struct case_file *case_file;
	struct expectation *expectation =
		expect("repeat 5000\n function__entry $file \"f\" 1\n function__return $file \"f\" 2\n end",
		       &case_file);
	struct recording run = {0};
	struct match match;

	(void)state;
	mutants_perfect_run(expectation, case_files_contract(), &run);
	remove_event(&run, 5001);
	match_events(expectation, &run, MUTANTS_MAIN_PROCESS, case_files_contract(), case_file, &match);
	assert_false(match.equal);
	assert_int_equal(match.expected, 10000);
	assert_int_equal(match.got, 9999);
	assert_string_equal(match.sentence, "function__return of `f` (t.py:2) did not fire");
	assert_non_null(strstr(match.difference, "\n-  function__return  $file  \"f\"  2 "));
	assert_null(strstr(match.difference, "\n+"));
	assert_true(strlen(match.difference) < 4000);
	match_fini(&match);
	recording_fini(&run);
	expectation_close(expectation);
	case_close(case_file);
}

static void test_long_texts_stay_readable(void **state)
{
	struct buffer body = {0};
	struct case_file *case_file;
	struct expectation *expectation;
	struct recording run = {0};
	struct match match;

	(void)state;
	buffer_add_text(&body, "audit \"");
	for (int i = 0; i < 60000; i++)
		buffer_add(&body, "a", 1);
	buffer_add_text(&body, "\" tuple[0]");
	expectation = expect(buffer_text(&body), &case_file);
	mutants_perfect_run(expectation, case_files_contract(), &run);
	((char *)run.events[0].values[0].text)[59990] = 'b';
	match_events(expectation, &run, MUTANTS_MAIN_PROCESS, case_files_contract(), case_file, &match);
	assert_false(match.equal);
	assert_non_null(strstr(match.sentence, "(they part at byte 59990)"));
	assert_true(strlen(match.sentence) < 600);
	assert_true(strlen(match.difference) < 1000);
	match_fini(&match);
	recording_fini(&run);
	expectation_close(expectation);
	case_close(case_file);
	buffer_fini(&body);
}

/* No expectation that was read from a file can have a name that stands once; one built by hand can. */
static void test_a_free_name_takes_no_broken_value(void **state)
{
	static const struct value broken[] = {{.kind = VALUE_UNREADABLE},
					      {.kind = VALUE_TEXT, .text = "x", .length = 1, .cut = true}};
	const struct step step = {.kind = STEP_EVENT,
				  .pattern_count = 1,
				  .patterns = {{.kind = PATTERN_BIND, .word = (char *)"x"}}};
	const struct step two = {.kind = STEP_EVENT,
				 .pattern_count = 2,
				 .patterns = {{.kind = PATTERN_BIND, .word = (char *)"x"},
					      {.kind = PATTERN_BIND, .word = (char *)"y"}}};
	struct event event = {.value_count = 1, .values = {{.kind = VALUE_TEXT, .text = "x", .length = 1}}};
	struct bindings bindings = {0};

	(void)state;
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		const struct event bad = {.value_count = 1, .values = {broken[i]}};
		const struct event half = {.value_count = 2, .values = {event.values[0], broken[i]}};
		const struct stream stream = {.steps = (const struct step *[]){&two}, .count = 1};
		const struct lane lane = {.events = (const struct event *[]){&half}, .count = 1};

		assert_int_equal(step_difference(&step, &bad, &bindings), 1);
		assert_int_equal(bindings.count, 0);
		assert_int_equal(stream_prefix(&stream, &lane, &bindings), 0);
		assert_int_equal(bindings.count, 0);
	}
	assert_int_equal(step_difference(&step, &event, &bindings), 0);
	assert_int_equal(bindings.count, 1);
	bindings_fini(&bindings);
}

/* ---- emptiness and silence ---- */

static void test_nothing_equals_nothing_only_where_it_is_said(void **state)
{
	struct expectation empty = {0};
	struct recording run = {0};
	struct match match;

	(void)state;
	match_events(&empty, &run, 1, case_files_contract(), NULL, &match);
	assert_false(match.equal);
	assert_string_equal(match.sentence, "the expectation is empty and does not say `none`");
	match_fini(&match);
	assert_false(match.equal);
	empty.none = true;
	match_events(&empty, &run, 1, case_files_contract(), NULL, &match);
	assert_true(match.equal);
	match_fini(&match);
}

static marker_set set_of(const char *name)
{
	return (marker_set)1 << contract_marker(case_files_contract(), name, strlen(name));
}

static void test_silence(void **state)
{
	struct case_file *case_file;
	struct expectation *expectation = expect(
		"function__entry $file \"f\" _count\n gc__start 1\n thread A\n function__entry $file \"g\" 1\n"
		"end\n process p\n thread B\n gc__done 3\n function__entry $file \"h\" 1\n end\n end",
		&case_file);

	(void)state;
	assert_int_equal(expectation->wildcards, 1);
	assert_int_equal(match_silence(expectation, set_of("audit")), 0);
	assert_int_equal(expectation->step_count, 4);
	assert_int_equal(match_silence(expectation, set_of("function__entry")), 3);
	assert_int_equal(expectation->wildcards, 0);
	assert_int_equal(expectation->step_count, 2);
	assert_int_equal(expectation->steps[0].kind, STEP_EVENT);
	assert_int_equal(expectation->steps[1].steps[0].step_count, 1);
	assert_false(expectation->none);
	assert_int_equal(match_silence(expectation, set_of("gc__start") | set_of("gc__done")), 2);
	assert_int_equal(expectation->step_count, 0);
	assert_true(expectation->none);
	expectation_close(expectation);
	case_close(case_file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_mutant_is_rejected),
		cmocka_unit_test(test_the_search_finds_what_trying_everything_finds),
		cmocka_unit_test(test_many_threads_that_are_alike),
		cmocka_unit_test(test_threads_stay_in_their_processes),
		cmocka_unit_test(test_sentences),
		cmocka_unit_test(test_an_event_is_called_by_its_name),
		cmocka_unit_test(test_sentences_about_threads_and_silence),
		cmocka_unit_test(test_a_name_that_changes_is_told_with_what_it_was),
		cmocka_unit_test(test_the_difference_shows_both_sides),
		cmocka_unit_test(test_one_event_missing_among_many),
		cmocka_unit_test(test_long_texts_stay_readable),
		cmocka_unit_test(test_a_free_name_takes_no_broken_value),
		cmocka_unit_test(test_nothing_equals_nothing_only_where_it_is_said),
		cmocka_unit_test(test_silence),
	};

	return cmocka_run_group_tests_name("match", tests, case_files_setup, case_files_teardown);
}
