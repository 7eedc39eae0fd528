/* SPDX-License-Identifier: BSD-2-Clause */
#include "command.h"

#include <probetap/capture.h>
#include <probetap/memory.h>

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

static void add_word(const char ***list, size_t *count, const char *word)
{
	*list = memory_grow(*list, *count, sizeof **list);
	(*list)[(*count)++] = word;
}

static int take_mode(struct run_words *words, const char *command, const char *mode)
{
	words->suite.mode = mode;
	if (strcmp(mode, "alone") == 0 || strcmp(mode, "together") == 0)
		return 0;
	return command_usage(command, "--mode takes alone or together, not `%s`", mode);
}

int run_words_take(struct run_words *words, const char *command, int option, const char *argument)
{
	long number;
	int kind;

	switch (option) {
	case OPTION_CASE: add_word(&words->select, &words->suite.select_count, argument); break;
	case OPTION_KNOWN: add_word(&words->known, &words->suite.known_count, argument); break;
	case OPTION_CASES: words->suite.cases = argument; break;
	case OPTION_STATIC: words->suite.static_only = true; break;
	case OPTION_MODE: return take_mode(words, command, argument);
	case OPTION_CAPTURE:
		kind = command_capture(command, argument);
		words->suite.capture.kind = (enum capture_kind)kind;
		return kind < 0 ? STATUS_USAGE : 0;
	case OPTION_DEADLINE:
		number = command_number(command, "deadline", argument, 1, 86400);
		words->suite.deadline_seconds = words->target.deadline_seconds = (unsigned)number;
		return number < 0 ? STATUS_USAGE : 0;
	default: return -1;
	}
	words->suite.select = words->select;
	words->suite.known = words->known;
	return 0;
}

void run_words_fini(struct run_words *words)
{
	free(words->select);
	free(words->known);
}
