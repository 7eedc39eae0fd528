/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * command: what the commands share. Each is one file with one function; what it returns is the exit status.
 */
#ifndef PROBETAP_COMMAND_COMMAND_H
#define PROBETAP_COMMAND_COMMAND_H

#include <probetap/error.h>
#include <probetap/suite.h>
#include <probetap/target.h>

enum {
	STATUS_CONFORMS = 0,
	STATUS_DEPARTS = 1, /* the target does not conform */
	STATUS_USAGE = 2,   /* wrong words, or input that is not what it should be */
	STATUS_UNABLE = 3,  /* the environment could not do it */
};

/* argv[0] is the command's name. */
int command_check(int argc, char **argv);
int command_build(int argc, char **argv);
int command_list(int argc, char **argv);
int command_compare(int argc, char **argv);
int command_record(int argc, char **argv);
int command_report(int argc, char **argv);
int command_targets(int argc, char **argv);

/* Prints "probetap: message" and returns the exit status that a negative errno stands for: STATUS_UNABLE for
 * what the environment refuses (permission, memory, processes), STATUS_USAGE for everything else. */
int command_failed(int rc, const struct error *err);
/* Prints "probetap COMMAND: message" with the hint to --help; returns STATUS_USAGE. */
int command_usage(const char *command, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A whole number of an option's argument, or -1 after a message. */
long command_number(const char *command, const char *option, const char *text, long least, long most);
/* The capture backend that a word names; false after a message. */
int command_capture(const char *command, const char *text);

/* ---- what is run, and how: the options that check and compare share ---- */

enum run_option {
	OPTION_CASE = 256,
	OPTION_CASES,
	OPTION_MODE,
	OPTION_STATIC,
	OPTION_CAPTURE,
	OPTION_KNOWN,
	OPTION_DEADLINE,
	OPTION_OWN, /* the first of a command's own */
};

/* Rows of getopt_long's table. */
/* clang-format off */
#define RUN_OPTIONS                                          \
	{"case", required_argument, NULL, OPTION_CASE},       \
	{"cases", required_argument, NULL, OPTION_CASES},     \
	{"mode", required_argument, NULL, OPTION_MODE},       \
	{"static", no_argument, NULL, OPTION_STATIC},         \
	{"capture", required_argument, NULL, OPTION_CAPTURE}, \
	{"known", required_argument, NULL, OPTION_KNOWN},     \
	{"deadline", required_argument, NULL, OPTION_DEADLINE}
/* clang-format on */

struct run_words {
	struct suite_options suite;
	struct target_options target;
	const char **select, **known; /* the lists that `suite` points to */
};

/* Takes one of them. 0, STATUS_USAGE after a message, or -1: it is none of them. */
int run_words_take(struct run_words *words, const char *command, int option, const char *argument);
void run_words_fini(struct run_words *words);

#endif
