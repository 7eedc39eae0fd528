/* SPDX-License-Identifier: BSD-2-Clause */
/* report_files: a private directory for reports, and programs of others that read them. */
#ifndef PROBETAP_TEST_REPORT_FILES_H
#define PROBETAP_TEST_REPORT_FILES_H

#include <probetap/result.h>

/* Group set-up and tear-down: *state is the directory's path. */
int report_files_open(void **state);
int report_files_close(void **state);

/* The whole file as a text; the caller frees. Fails the test where it cannot be read. */
char *report_files_read(const char *path);
/* Runs a shell command with path and extra as $1 and $2; what it prints. Fails the test unless it exits with
 * 0. */
char *report_files_run(const char *command, const char *path, const char *extra);

#endif
