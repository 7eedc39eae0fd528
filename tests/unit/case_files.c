/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "case_files.h"

#include <probetap/memory.h>
#include <probetap/path.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *directory;
static struct contract *contract;

int case_files_setup(void **state)
{
	struct error err;

	(void)state;
	if (path_make_temporary(geteuid(), getegid(), &directory, &err) < 0 ||
	    contract_open(&contract, &err) < 0)
		fail_msg("%s", err.text);
	return 0;
}

int case_files_teardown(void **state)
{
	(void)state;
	assert_int_equal(path_remove_tree(directory, NULL), 0);
	free(directory);
	directory = NULL;
	contract_close(contract);
	contract = NULL;
	return 0;
}

const struct contract *case_files_contract(void)
{
	return contract;
}

const char *case_files_directory(void)
{
	return directory;
}

void case_files_write(const char *name, const char *text)
{
	char *path = path_join(directory, name);
	FILE *file;

	for (char *slash = path + strlen(directory) + 1; (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		mkdir(path, 0700);
		*slash = '/';
	}
	unlink(path); /* a new file is cheaper than one that is emptied */
	file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fputs(text, file) < 0, 0);
	assert_int_equal(fclose(file), 0);
	free(path);
}

int case_files_open(const char *program, const char *text, struct case_file **result, struct error *err)
{
	char *path = path_join(directory, "t.case");
	int rc;

	case_files_write("t.py", program);
	case_files_write("t.case", text);
	rc = case_open(path, "group/t", contract, result, err);
	free(path);
	return rc;
}

struct version version_of(const char *text)
{
	struct version version;

	assert_int_equal(version_parse(text, &version), 0);
	return version;
}

struct expectation *case_files_expect(const char *program, const char *text, const char *version,
				      struct case_file **result)
{
	struct expectation *expectation = NULL;
	struct error err;

	if (case_files_open(program, text, result, &err) < 0 ||
	    case_expectation(*result, version_of(version), 0, "/run/t.py", false, &expectation, &err) < 0)
		fail_msg("%s", err.text);
	return expectation;
}
