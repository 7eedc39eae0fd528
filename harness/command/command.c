/* SPDX-License-Identifier: BSD-2-Clause */
#include "command.h"

#include <probetap/capture.h>

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int command_failed(int rc, const struct error *err)
{
	static const int environment[] = {EPERM, ENOMEM, EAGAIN, EMFILE,  ENFILE,
					  EBUSY, ENOSPC, EROFS,  ENOTSUP, ENOSYS};

	fflush(stdout);
	fprintf(stderr, "probetap: %s\n", err->text);
	for (size_t i = 0; i < sizeof environment / sizeof *environment; i++)
		if (-rc == environment[i])
			return STATUS_UNABLE;
	return STATUS_USAGE;
}

int command_usage(const char *command, const char *format, ...)
{
	va_list arguments;

	fprintf(stderr, "probetap %s: ", command);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fprintf(stderr, "\nTry 'probetap %s --help' for more information.\n", command);
	return STATUS_USAGE;
}

long command_number(const char *command, const char *option, const char *text, long least, long most)
{
	char *end;
	long number;

	errno = 0;
	number = strtol(text, &end, 10);
	if (!errno && *text && !*end && number >= least && number <= most)
		return number;
	command_usage(command, "--%s takes a whole number from %ld to %ld, not `%s`", option, least, most,
		      text);
	return -1;
}

int command_capture(const char *command, const char *text)
{
	static const enum capture_kind kinds[] = {CAPTURE_AUTO, CAPTURE_BPF, CAPTURE_PTRACE};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(capture_kind_name(kinds[i]), text) == 0)
			return kinds[i];
	command_usage(command, "--capture takes auto, bpf or ptrace, not `%s`", text);
	return -1;
}
