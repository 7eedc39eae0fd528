/* SPDX-License-Identifier: BSD-2-Clause */
/* Picks the command; the only place where results become the exit status of the process. */
#include "command/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name, *what;
	int (*run)(int argc, char **argv);
} commands[] = {
	{"check", "run the conformance suite on one or more interpreters", command_check},
	{"list", "show markers, sites, semaphores and operands with the contract beside them", command_list},
	{"record", "print the case that a program's run would pass, for a person to read", command_record},
	{"compare", "show what one result or target lost and gained against another", command_compare},
	{"report", "make one HTML page from results of runs made anywhere", command_report},
	{"targets", "find interpreters on this machine, and which carry markers, in which object",
	 command_targets},
	{"build", "build an interpreter with markers from its sources, and prove that it has them",
	 command_build},
};

enum { COMMANDS = sizeof commands / sizeof *commands };

static int help(void)
{
	puts("Usage: probetap COMMAND [OPTION…] [ARGUMENT…]\n"
	     "Does this CPython's static markers (USDT) do what its documentation says?\n");
	for (size_t i = 0; i < COMMANDS; i++)
		printf("  %-9s %s\n", commands[i].name, commands[i].what);
	puts("\n  -h, --help     show this, or with a command the help of it\n"
	     "  -V, --version  show the version\n\n"
	     "Exit status: 0 conforms, 1 does not, 2 wrong words or bad input, 3 the environment could not do it.");
	return STATUS_CONFORMS;
}

static int version(void)
{
	puts("probetap " PROBETAP_VERSION "\n"
	     "License BSD-2-Clause. There is no warranty, to the extent permitted by law.");
	return STATUS_CONFORMS;
}

static int run(int argc, char **argv)
{
	const char *word = argc > 1 ? argv[1] : NULL;

	if (!word) {
		fputs("probetap: a command is missing\nTry 'probetap --help' for more information.\n",
		      stderr);
		return STATUS_USAGE;
	}
	if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "help") == 0)
		return help();
	if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0)
		return version();
	for (size_t i = 0; i < COMMANDS; i++)
		if (strcmp(word, commands[i].name) == 0)
			return commands[i].run(argc - 1, argv + 1);
	fprintf(stderr, "probetap: unknown command: %s\nTry 'probetap --help' for more information.\n", word);
	return STATUS_USAGE;
}

int main(int argc, char **argv)
{
	int status = run(argc, argv);

	/* A verdict that could not be written is no verdict. */
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fputs("probetap: standard output could not be written\n", stderr);
		return STATUS_UNABLE;
	}
	return status;
}
