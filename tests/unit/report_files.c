/* SPDX-License-Identifier: BSD-2-Clause */
#include "report_files.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <probetap/path.h>
#include <probetap/process.h>

#include <stdlib.h>
#include <unistd.h>

int report_files_open(void **state)
{
	char *directory = NULL;
	int rc = path_make_temporary(geteuid(), getegid(), &directory, NULL);

	*state = directory;
	return rc;
}

int report_files_close(void **state)
{
	int rc = path_remove_tree(*state, NULL);

	free(*state);
	return rc;
}

char *report_files_read(const char *path)
{
	struct buffer bytes = {0};
	struct error err;

	if (path_read(path, 1 << 26, &bytes, &err) < 0)
		fail_msg("%s", err.text);
	return buffer_take(&bytes);
}

char *report_files_run(const char *command, const char *path, const char *extra)
{
	const char *const argv[] = {"sh", "-c", command, "sh", path, extra, NULL};
	const struct process_options options = {.output_fd = -1, .deadline_seconds = 120};
	struct buffer output = {0};
	struct error err;
	int status;

	if (process_run(argv, &options, &status, &output, &err) < 0)
		fail_msg("%s: %s", command, err.text);
	if (status != 0)
		fail_msg("%s: status %d: %s", command, status, buffer_text(&output));
	return buffer_take(&output);
}
