/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Every case of cases/: it loads, and for every version and kind of build that it applies to, each small
 * departure from what it expects is rejected.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "mutants.h"

#include <probetap/memory.h>
#include <probetap/path.h>

#include <errno.h>
#include <fts.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FACET_SETS = 16, NEWEST_MINOR = 17 };

static struct contract *contract;
static char *directory;
static size_t cases, expectations, mutants_made;

static int open_contract(void **state)
{
	struct error err;

	(void)state;
	directory = path_data("cases/cpython", &err);
	if (!directory || contract_open(&contract, &err) < 0)
		fail_msg("%s", err.text);
	return 0;
}

static int close_contract(void **state)
{
	(void)state;
	contract_close(contract);
	free(directory);
	return 0;
}

static bool same_pattern(const struct pattern *a, const struct pattern *b)
{
	struct buffer texts[2] = {{0}, {0}};
	bool same;

	pattern_format(a, &texts[0]);
	pattern_format(b, &texts[1]);
	same = strcmp(buffer_text(&texts[0]), buffer_text(&texts[1])) == 0;
	buffer_fini(&texts[0]);
	buffer_fini(&texts[1]);
	return same;
}

static bool same_steps(const struct step *a, size_t a_count, const struct step *b, size_t b_count)
{
	if (a_count != b_count)
		return false;
	for (size_t i = 0; i < a_count; i++) {
		if (a[i].kind != b[i].kind || a[i].line != b[i].line || a[i].marker != b[i].marker ||
		    !same_steps(a[i].steps, a[i].step_count, b[i].steps, b[i].step_count))
			return false;
		for (unsigned k = 0; k < a[i].pattern_count; k++)
			if (!same_pattern(&a[i].patterns[k], &b[i].patterns[k]))
				return false;
	}
	return true;
}

static void judge(const struct case_file *case_file, struct version version, unsigned defect,
		  const struct expectation *expectation)
{
	struct mutants mutants;

	if (!mutants_judge(expectation, contract, &mutants))
		fail_msg("%s for %d.%d%s: %s", case_name(case_file), version.major, version.minor,
			 defect ? " (defect)" : "", mutants.first_accepted);
	if (mutants.accepted)
		fail_msg("%s for %d.%d%s: %zu of %zu mutants passed, first %s", case_name(case_file),
			 version.major, version.minor, defect ? " (defect)" : "", mutants.accepted,
			 mutants.made, mutants.first_accepted);
	assert_true(mutants.made > 0);
	expectations++;
	mutants_made += mutants.made;
}

/* Versions and builds that resolve to the same steps as the one before are judged once. Was there a block? */
static bool judge_all(const struct case_file *case_file, unsigned defect)
{
	struct expectation *before = NULL;

	for (int minor = 6; minor <= NEWEST_MINOR; minor++)
		for (unsigned facets = 0; facets < FACET_SETS; facets++) {
			struct version version = {3, minor, 1};
			struct expectation *expectation = NULL;
			const char *why;
			int rc;

			if (!case_applies(case_file, version, facets, &why))
				continue;
			rc = case_expectation(case_file, version, facets, "/some/where/program.py", defect,
					      &expectation, NULL);
			assert_int_equal(rc, defect && rc == -ENOENT ? -ENOENT : 0);
			if (rc < 0)
				continue;
			if (!before || !same_steps(before->steps, before->step_count, expectation->steps,
						   expectation->step_count))
				judge(case_file, version, defect, expectation);
			expectation_close(before);
			before = expectation;
		}
	assert_true(before || defect);
	expectation_close(before);
	return before != NULL;
}

static void judge_case(const char *path)
{
	struct case_file *case_file;
	struct error err;

	if (case_open(path, path + strlen(directory) + 1, contract, &case_file, &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(access(case_program(case_file), R_OK), 0);
	assert_int_not_equal(case_markers(case_file), 0);
	for (unsigned defect = 0; judge_all(case_file, defect); defect++)
		;
	case_close(case_file);
	cases++;
}

static void test_every_case(void **state)
{
	char *const roots[] = {directory, NULL};
	FTS *walk = fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, NULL);
	FTSENT *entry;

	(void)state;
	assert_non_null(walk);
	while ((entry = fts_read(walk))) {
		const char *dot = strrchr(entry->fts_name, '.');

		if (entry->fts_info == FTS_F && dot && strcmp(dot, ".case") == 0)
			judge_case(entry->fts_path);
	}
	fts_close(walk);
	assert_true(cases >= 5);
	assert_true(expectations >= cases);
	assert_true(mutants_made >= 50 * cases);
	print_message("# %zu cases, %zu expectations, %zu mutants rejected\n", cases, expectations,
		      mutants_made);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_case)};

	return cmocka_run_group_tests_name("cases", tests, open_contract, close_contract);
}
