/* SPDX-License-Identifier: BSD-2-Clause */
/* A directory of small files that goes away with the test, and cases in it. */
#ifndef PROBETAP_TESTS_CASE_FILES_H
#define PROBETAP_TESTS_CASE_FILES_H

#include <probetap/case.h>

/* Makes the directory / removes it and all that is in it; asserts. Also opens / closes the contract. */
int case_files_setup(void **state);
int case_files_teardown(void **state);
const struct contract *case_files_contract(void);
const char *case_files_directory(void);
/* Writes DIRECTORY/name; directories in the name are made. */
void case_files_write(const char *name, const char *text);
/* Writes t.py and t.case and opens the case. */
int case_files_open(const char *program, const char *text, struct case_file **result, struct error *err);
/* The same, and it must load; the expectation for the version ("3.9"), program "/run/t.py". */
struct expectation *case_files_expect(const char *program, const char *text, const char *version,
				      struct case_file **result);
struct version version_of(const char *text);

#endif
