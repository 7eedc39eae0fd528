/* SPDX-License-Identifier: BSD-2-Clause */
/* The suite: contract and cases, loaded once for any number of targets. */
#include "suite.h"

#include <probetap/memory.h>
#include <probetap/path.h>

#include <errno.h>
#include <fts.h>
#include <stdlib.h>
#include <string.h>

static bool is_selected(const struct suite_options *options, const char *name)
{
	for (size_t i = 0; i < options->select_count; i++) {
		size_t length = strlen(options->select[i]);

		if (strcmp(options->select[i], name) == 0 ||
		    (length && options->select[i][length - 1] == '/' &&
		     strncmp(options->select[i], name, length) == 0))
			return true;
	}
	return options->select_count == 0;
}

/* "…/cases/cpython/function/unwind.case" is called "function/unwind". */
static int add_case(struct suite *suite, const char *directory, const char *path, struct error *err)
{
	const char *relative = path + strlen(directory) + (path[strlen(directory)] == '/');
	char *name = memory_copy(relative, strlen(relative) - strlen(".case"));
	int rc = 0;

	if (is_selected(&suite->options, name)) {
		suite->cases = memory_grow(suite->cases, suite->case_count, sizeof *suite->cases);
		rc = case_open(path, name, suite->contract, &suite->cases[suite->case_count], err);
		if (rc == 0)
			suite->case_count++;
	}
	free(name);
	return rc;
}

static int by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

static int load_cases(struct suite *suite, char *directory, struct error *err)
{
	char *const roots[] = {directory, NULL};
	FTS *walk = fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, by_name);
	FTSENT *entry;
	int rc = 0;

	if (!walk)
		return error_set(err, errno, "%s: %s", directory, error_reason(errno));
	while (rc == 0 && (errno = 0, entry = fts_read(walk))) {
		const char *dot = strrchr(entry->fts_name, '.');

		if (entry->fts_info == FTS_DNR || entry->fts_info == FTS_ERR || entry->fts_info == FTS_NS)
			rc = error_set(err, entry->fts_errno, "%s: %s", entry->fts_path,
				       error_reason(entry->fts_errno));
		else if (entry->fts_info == FTS_F && dot && strcmp(dot, ".case") == 0)
			rc = add_case(suite, directory, entry->fts_path, err);
	}
	fts_close(walk);
	if (rc == 0 && suite->case_count == 0)
		rc = error_set(err, ENOENT,
			       suite->options.select_count ? "%s: no case has the name that was asked for: %s"
							   : "%s: has no cases%s",
			       directory, suite->options.select_count ? suite->options.select[0] : "");
	return rc;
}

int suite_open(struct suite **result, const struct suite_options *options, struct error *err)
{
	struct suite *suite = memory_zeroed(1, sizeof *suite);
	char *directory = NULL;
	int rc;

	suite->options = *options;
	rc = contract_open(&suite->contract, err);
	for (size_t i = 0; rc == 0 && i < options->known_count; i++)
		rc = contract_add_known(suite->contract, options->known[i], err);
	if (rc == 0 && !options->static_only) {
		directory = options->cases ? memory_text(options->cases) : path_data("cases/cpython", err);
		rc = directory ? load_cases(suite, directory, err) : -ENOENT;
	}
	free(directory);
	if (rc < 0) {
		suite_close(suite);
		return rc;
	}
	*result = suite;
	return 0;
}

void suite_close(struct suite *suite)
{
	if (!suite)
		return;
	for (size_t i = 0; i < suite->case_count; i++)
		case_close(suite->cases[i]);
	free(suite->cases);
	contract_close(suite->contract);
	free(suite);
}

struct contract *suite_contract(struct suite *suite)
{
	return suite->contract;
}
