/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * cases/cpython/COVERAGE: what the corpus must show, and every cell of it (a row and a marker) has a case
 * that says so (`covers`) and expects that marker, or a written reason why there is none.
 */
#include "case_files.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <probetap/buffer.h>
#include <probetap/memory.h>
#include <probetap/path.h>

#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TABLE_MAX = 1 << 20, ROWS_MAX = 256, NEWEST_MINOR = 17, FACET_SETS = 16, REASON_MIN = 12 };

struct row {
	char *tag;
	marker_set covered, reasoned;
};

struct table {
	struct row rows[ROWS_MAX];
	size_t count;
	size_t cases;
	struct buffer problems; /* one a line; the table is right if there are none */
};

static void problem(struct table *table, const char *where, const char *what, const char *word)
{
	buffer_printf(&table->problems, "%s: %s%s\n", where, what, word);
}

static struct row *find_row(struct table *table, const char *tag)
{
	for (size_t i = 0; i < table->count; i++)
		if (strcmp(table->rows[i].tag, tag) == 0)
			return &table->rows[i];
	return NULL;
}

/* ---- the table ---- */

/* `line`, or all that begin with what stands before the star: `gc__*`. */
static marker_set markers_named(const char *word)
{
	const struct contract *contract = case_files_contract();
	size_t length = strlen(word);
	bool prefix = length > 0 && word[length - 1] == '*';
	marker_set set = 0;

	for (size_t i = 0; i < contract->marker_count; i++)
		if (prefix ? strncmp(contract->markers[i].name, word, length - 1) == 0
			   : strcmp(contract->markers[i].name, word) == 0)
			set |= (marker_set)1 << i;
	return set;
}

/* `TAG  what is asked`: the first word begins the row. */
static void read_row(struct table *table, char *line)
{
	char *tag = strtok(line, " ");

	if (table->count == ROWS_MAX || find_row(table, tag) || !strtok(NULL, ""))
		problem(table, tag, "one row too many, a tag that stands twice, or a row that asks nothing",
			"");
	else
		table->rows[table->count++].tag = memory_text(tag);
}

/* `    MARKER…: the reason why these have no case`. */
static void read_reason(struct table *table, char *line)
{
	struct row *row = table->count ? &table->rows[table->count - 1] : NULL;
	char *colon = strchr(line, ':');

	if (!row || !colon || strlen(colon + 1) < REASON_MIN) {
		problem(table, row ? row->tag : "COVERAGE", "no reason: ", line);
		return;
	}
	*colon = '\0';
	for (char *word = strtok(line, " "); word; word = strtok(NULL, " ")) {
		marker_set set = markers_named(word);

		if (!set)
			problem(table, row->tag, "no marker is called ", word);
		if (set & row->reasoned)
			problem(table, row->tag, "two reasons for ", word);
		row->reasoned |= set;
	}
}

static void read_table(struct table *table, char *text)
{
	char *next;

	for (char *line = strtok_r(text, "\n", &next); line; line = strtok_r(NULL, "\n", &next)) {
		if (line[0] == '#')
			continue;
		if (line[0] == ' ')
			read_reason(table, line);
		else
			read_row(table, line);
	}
}

/* ---- the cases ---- */

static marker_set markers_in(const struct step *steps, size_t count)
{
	marker_set set = 0;

	for (size_t i = 0; i < count; i++)
		set |= steps[i].kind == STEP_EVENT ? (marker_set)1 << steps[i].marker
						   : markers_in(steps[i].steps, steps[i].step_count);
	return set;
}

/* The markers whose events some version must give, and those of a case that must give none. */
static marker_set markers_expected(const struct case_file *case_file)
{
	marker_set set = 0;
	const char *why;

	for (int minor = 6; minor <= NEWEST_MINOR; minor++)
		for (unsigned facets = 0; facets < FACET_SETS; facets++) {
			struct version version = {3, minor, 1};
			struct expectation *expectation;

			if (!case_applies(case_file, version, facets, &why) ||
			    case_expectation(case_file, version, facets, "/some/where/program.py", false,
					     &expectation, NULL) < 0)
				continue;
			set |= expectation->none ? case_markers(case_file)
						 : markers_in(expectation->steps, expectation->step_count);
			expectation_close(expectation);
		}
	return set;
}

static void add_case(struct table *table, const char *path, const char *name)
{
	struct case_file *case_file;
	const char *const *covers;
	struct error err;

	if (case_open(path, name, case_files_contract(), &case_file, &err) < 0)
		fail_msg("%s", err.text);
	covers = case_covers(case_file);
	if (!*covers)
		problem(table, name, "says of no row of COVERAGE that it `covers` it", "");
	for (; *covers; covers++) {
		struct row *row = find_row(table, *covers);

		if (row)
			row->covered |= markers_expected(case_file);
		else
			problem(table, name, "no row of COVERAGE is called ", *covers);
	}
	case_close(case_file);
	table->cases++;
}

static void add_cases(struct table *table, char *directory)
{
	char *const roots[] = {directory, NULL};
	FTS *walk = fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, NULL);
	FTSENT *entry;

	assert_non_null(walk);
	while ((entry = fts_read(walk))) {
		const char *dot = strrchr(entry->fts_name, '.');

		if (entry->fts_info == FTS_F && dot && strcmp(dot, ".case") == 0)
			add_case(table, entry->fts_path, entry->fts_path + strlen(directory) + 1);
	}
	fts_close(walk);
}

/* ---- the verdict ---- */

static void judge_cells(struct table *table)
{
	const struct contract *contract = case_files_contract();

	for (size_t i = 0; i < table->count; i++)
		for (size_t marker = 0; marker < contract->marker_count; marker++) {
			const struct row *row = &table->rows[i];
			marker_set bit = (marker_set)1 << marker;

			if (!(row->covered & bit) && !(row->reasoned & bit))
				problem(table, row->tag, "neither a case nor a reason for ",
					contract->markers[marker].name);
			if (row->covered & row->reasoned & bit)
				problem(table, row->tag, "a case has come for what has a reason, ",
					contract->markers[marker].name);
		}
}

/* The table of `path` with the cases below `directory`: what is wrong with them, "" if nothing is. */
static const char *judge_table(const char *path, char *directory, struct table *table)
{
	struct buffer text = {0};
	struct error err;

	if (path_read(path, TABLE_MAX, &text, &err) < 0)
		fail_msg("%s", err.text);
	read_table(table, text.data);
	buffer_fini(&text);
	add_cases(table, directory);
	judge_cells(table);
	return buffer_text(&table->problems);
}

static void table_fini(struct table *table)
{
	for (size_t i = 0; i < table->count; i++)
		free(table->rows[i].tag);
	buffer_fini(&table->problems);
}

/* ---- tests ---- */

static void every_cell_has_a_case_or_a_reason(void **state)
{
	struct table table = {0};
	struct error err;
	char *directory = path_data("cases/cpython", &err);
	char *path = path_data("cases/cpython/COVERAGE", &err);
	const char *problems;
	unsigned covered = 0, reasoned = 0;

	(void)state;
	assert_non_null(directory);
	assert_non_null(path);
	problems = judge_table(path, directory, &table);
	if (*problems) {
		/* Not fail_msg: it cuts what is long. */
		fprintf(stderr, "cases/cpython/COVERAGE is not right:\n%s", problems);
		fail();
	}
	for (size_t i = 0; i < table.count; i++) {
		covered += (unsigned)__builtin_popcount(table.rows[i].covered);
		reasoned += (unsigned)__builtin_popcount(table.rows[i].reasoned);
	}
	assert_true(covered > 0);
	print_message("# %zu rows, %zu cases: %u cells have cases, %u a reason\n", table.count, table.cases,
		      covered, reasoned);
	table_fini(&table);
	free(directory);
	free(path);
}

static void expect_problem(const char *coverage, const char *covers, const char *wanted)
{
	struct table table = {0};
	char *path, *directory = memory_text(case_files_directory());
	char *text =
		memory_format("about  x\n%smarkers line\nexpect\n line $file \"<module>\" @a\nend\n", covers);
	const char *problems;

	case_files_write("t.py", "1  #@a\n");
	case_files_write("t.case", text);
	case_files_write("COVERAGE", coverage);
	path = path_join(directory, "COVERAGE");
	problems = judge_table(path, directory, &table);
	assert_string_equal(problems, wanted);
	table_fini(&table);
	free(path);
	free(directory);
	free(text);
}

#define OTHERS "    function__* gc__* import__* audit: they are not of this test\n"

static void what_is_wrong_is_said(void **state)
{
	(void)state;
	expect_problem("# a comment\nhot  Hot code.\n" OTHERS, "covers hot\n", "");
	expect_problem("hot  Hot code.\n" OTHERS, "",
		       "t.case: says of no row of COVERAGE that it `covers` it\n"
		       "hot: neither a case nor a reason for line\n");
	expect_problem("hot  Hot code.\n" OTHERS, "covers hot cold\n",
		       "t.case: no row of COVERAGE is called cold\n");
	expect_problem("hot  Hot code.\n" OTHERS "    line: no case, so it was said\n", "covers hot\n",
		       "hot: a case has come for what has a reason, line\n");
	expect_problem("hot  Hot code.\n" OTHERS "    lime: a misspelt word is no marker\n", "covers hot\n",
		       "hot: no marker is called lime\n");
	expect_problem("hot  Hot code.\n" OTHERS "    audit: once more, with another reason\n",
		       "covers hot\n", "hot: two reasons for audit\n");
	expect_problem("hot  Hot code.\n" OTHERS "hot  Again.\n", "covers hot\n",
		       "hot: one row too many, a tag that stands twice, or a row that asks nothing\n");
	expect_problem(
		"hot  Hot code.\n    function__* gc__* import__*: they are not of this test\n    audit:\n",
		"covers hot\n", "hot: no reason:     audit:\nhot: neither a case nor a reason for audit\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_cell_has_a_case_or_a_reason),
		cmocka_unit_test(what_is_wrong_is_said),
	};

	return cmocka_run_group_tests_name("covers", tests, case_files_setup, case_files_teardown);
}
