/* SPDX-License-Identifier: BSD-2-Clause */
#include "generator.h"

#include <probetap/buffer.h>
#include <probetap/memory.h>
#include <probetap/path.h>
#include <probetap/process.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { DEADLINE_SECONDS = 60, HEADER_MAX = 1 << 20 };

/* Laid out as CPython lays out its own: without python3-pyparsing SystemTap's program reads it line by line.
 */
static const char provider[] = "provider probetap {\n    probe check(const char *, int);\n};\n";
static const char package[] = "(Debian package systemtap-sdt-dev)";

/* Runs a tool in the directory; `printed` is one line of what it said. */
static int try(const char *directory, const char *const *argv, struct buffer *printed)
{
	const struct process_options options = {
		.directory = directory, .output_fd = -1, .deadline_seconds = DEADLINE_SECONDS};
	int status = 0, rc = process_run(argv, &options, &status, printed, NULL);

	for (size_t i = 0; i < printed->length; i++)
		if (printed->data[i] == '\n')
			printed->data[i] = i + 1 < printed->length ? ' ' : '\0';
	if (rc < 0)
		return rc;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -ECHILD;
}

/* What it made out of the list: SystemTap's header leads to <sys/sdt.h> and has the counters. */
static int check_header(const char *directory, const char *path, struct error *err)
{
	char *name = path_join(directory, "check.h");
	struct buffer header = {0};
	int rc = path_read(name, HEADER_MAX, &header, NULL);

	if (rc < 0 || !strstr(buffer_text(&header), "<sys/sdt.h>"))
		rc = error_set(
			err, ENOTSUP,
			"%s: is not SystemTap's header generator: `dtrace -h -s` made %s with <sys/sdt.h>. If it is the tracer of that name, put the directory of the other one first in PATH %s",
			path, rc < 0 ? "no header" : "a header that does nothing", package);
	else if (!strstr(header.data, "PROBETAP_CHECK_ENABLED"))
		rc = error_set(
			err, ENOTSUP,
			"%s: the header that `dtrace -h -s` makes has no PROBETAP_CHECK_ENABLED: CPython's code needs it",
			path);
	buffer_fini(&header);
	free(name);
	return rc;
}

static int need(const char *directory, const char *what, const char *const *argv, struct error *err)
{
	struct buffer printed = {0};
	int rc = try(directory, argv, &printed);

	if (rc < 0 && strstr(buffer_text(&printed), "sys/sdt.h"))
		rc = error_set(err, ENOTSUP, "sys/sdt.h: the compiler does not find it: install it %s",
			       package);
	else if (rc < 0)
		rc = error_set(err, ENOTSUP, "%s: %s", what,
			       printed.length ? printed.data : error_reason(rc));
	buffer_fini(&printed);
	return rc;
}

/* What CPython's own files do with the header, and what its configure tries: an object with the counters. */
static int check_compiler(const char *directory, const char *path, struct error *err)
{
	const char *compiler = getenv("CC");
	/* CC may be several words ("ccache gcc"): the shell takes them apart, as make will. */
	char *line = memory_format("%s -fsyntax-only check.c", compiler && *compiler ? compiler : "cc");
	const char *compile[] = {"sh", "-c", line, NULL};
	const char *generate[] = {path, "-G", "-s", "check.d", "-o", "check.o", NULL};
	int rc = need(directory, "the C compiler cannot compile a marker", compile, err);

	if (rc == 0)
		rc = need(directory, "`dtrace -G` cannot make an object", generate, err);
	free(line);
	return rc;
}

static int write_input(const char *directory, const char *name, const char *text, struct error *err)
{
	char *path = path_join(directory, name);
	int rc = path_write_atomically(path, text, strlen(text), err);

	free(path);
	return rc;
}

int generator_check(const char *directory, char **path, struct error *err)
{
	char *found = process_find("dtrace");
	const char *argv[] = {found, "-h", "-s", "check.d", "-o", "check.h", NULL};
	struct buffer printed = {0};
	int rc;

	if (!found)
		return error_set(
			err, ENOTSUP,
			"dtrace: not found in PATH: SystemTap's header generator of that name is needed %s",
			package);
	rc = write_input(directory, "check.d", provider, err);
	if (rc == 0)
		rc = write_input(
			directory, "check.c",
			"#include \"check.h\"\nint check(void) { return PROBETAP_CHECK_ENABLED(); }\n", err);
	if (rc == 0) {
		/* The tracer may need rights, or refuse the words: then there is no header. */
		try(directory, argv, &printed);
		rc = check_header(directory, found, err);
	}
	if (rc == 0)
		rc = check_compiler(directory, found, err);
	if (rc == 0)
		*path = found;
	else
		free(found);
	buffer_fini(&printed);
	return rc;
}
