/* SPDX-License-Identifier: BSD-2-Clause */
/* probetap check: the main job. */
#include "command.h"

#include <probetap/memory.h>
#include <probetap/report.h>
#include <probetap/suite.h>

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help_text[] =
	"Usage: probetap check [OPTION…] TARGET…\n"
	"Runs the conformance suite on each TARGET, a path to a CPython executable or to a libpython, and prints TAP.\n\n"
	"      --root DIR       the target lives and runs inside this root directory\n"
	"      --case NAME      only this case, or with a slash at its end all below it (may be repeated)\n"
	"      --cases DIR      another directory of cases\n"
	"      --mode MODE      only `alone` or only `together`\n"
	"      --static         judge the notes only: runs nothing, needs no privileges\n"
	"      --capture KIND   auto (the default), bpf or ptrace\n"
	"      --known FILE     a list of known deviations of your own (may be repeated)\n"
	"      --strict         known deviations, unexpected passes and skips fail too\n"
	"      --deadline N     seconds that one run may take (default 30)\n"
	"      --json FILE      write the whole result as JSON\n"
	"      --junit FILE     write the result as JUnit XML\n"
	"  -q, --quiet          no summary on standard error\n"
	"  -h, --help           show this\n\n"
	"Exit status: 0 conforms (known deviations allowed unless --strict), 1 does not, 2 wrong words or bad input,\n"
	"3 the environment could not do it (no permission, lost events).";

enum {
	OPTION_ROOT = 256,
	OPTION_CASE,
	OPTION_CASES,
	OPTION_MODE,
	OPTION_STATIC,
	OPTION_CAPTURE,
	OPTION_KNOWN,
	OPTION_STRICT,
	OPTION_DEADLINE,
	OPTION_JSON,
	OPTION_JUNIT
};

static const struct option long_options[] = {
	{"root", required_argument, NULL, OPTION_ROOT},
	{"case", required_argument, NULL, OPTION_CASE},
	{"cases", required_argument, NULL, OPTION_CASES},
	{"mode", required_argument, NULL, OPTION_MODE},
	{"static", no_argument, NULL, OPTION_STATIC},
	{"capture", required_argument, NULL, OPTION_CAPTURE},
	{"known", required_argument, NULL, OPTION_KNOWN},
	{"strict", no_argument, NULL, OPTION_STRICT},
	{"deadline", required_argument, NULL, OPTION_DEADLINE},
	{"json", required_argument, NULL, OPTION_JSON},
	{"junit", required_argument, NULL, OPTION_JUNIT},
	{"quiet", no_argument, NULL, 'q'},
	{"help", no_argument, NULL, 'h'},
	{NULL, 0, NULL, 0},
};

struct check {
	struct suite_options suite_options;
	struct target_options target_options;
	const char **select, **known;
	const char *json, *junit;
	bool strict, quiet, help;
	char **names;
	size_t count;
	/* while it runs */
	struct suite *suite;
	struct target **targets;
	struct session **sessions;
	unsigned number; /* of points that were printed */
};

static void add_word(const char ***list, size_t *count, const char *word)
{
	*list = memory_grow(*list, *count, sizeof **list);
	(*list)[(*count)++] = word;
}

/* 0, or STATUS_USAGE. */
static int take_option(struct check *check, int option)
{
	struct suite_options *suite = &check->suite_options;
	long number;
	int kind;

	switch (option) {
	case OPTION_ROOT: check->target_options.root = optarg; return 0;
	case OPTION_CASE: add_word(&check->select, &suite->select_count, optarg); return 0;
	case OPTION_CASES: suite->cases = optarg; return 0;
	case OPTION_STATIC: suite->static_only = true; return 0;
	case OPTION_KNOWN: add_word(&check->known, &suite->known_count, optarg); return 0;
	case OPTION_STRICT: check->strict = true; return 0;
	case OPTION_JSON: check->json = optarg; return 0;
	case OPTION_JUNIT: check->junit = optarg; return 0;
	case 'q': check->quiet = true; return 0;
	case 'h': check->help = true; return 0;
	case OPTION_MODE:
		suite->mode = optarg;
		if (strcmp(optarg, "alone") == 0 || strcmp(optarg, "together") == 0)
			return 0;
		return command_usage("check", "--mode takes alone or together, not `%s`", optarg);
	case OPTION_CAPTURE:
		kind = command_capture("check", optarg);
		if (kind < 0)
			return STATUS_USAGE;
		suite->capture.kind = (enum capture_kind)kind;
		return 0;
	case OPTION_DEADLINE:
		number = command_number("check", "deadline", optarg, 1, 86400);
		if (number < 0)
			return STATUS_USAGE;
		suite->deadline_seconds = check->target_options.deadline_seconds = (unsigned)number;
		return 0;
	default: return command_usage("check", "an option is wrong");
	}
}

static int take_words(struct check *check, int argc, char **argv)
{
	int option, rc;

	optind = 1;
	while ((option = getopt_long(argc, argv, "hq", long_options, NULL)) != -1)
		if ((rc = take_option(check, option)) != 0)
			return rc;
	check->names = argv + optind;
	check->count = (size_t)(argc - optind);
	check->suite_options.select = check->select;
	check->suite_options.known = check->known;
	if (!check->help && check->count == 0)
		return command_usage(
			"check", "a target is missing: the path of a CPython executable or of a libpython");
	return 0;
}

/* Everything that can refuse does so before the plan is printed. */
static int open_all(struct check *check, struct error *err)
{
	int rc = suite_open(&check->suite, &check->suite_options, err);

	check->targets = memory_zeroed(check->count, sizeof *check->targets);
	check->sessions = memory_zeroed(check->count, sizeof *check->sessions);
	for (size_t i = 0; rc == 0 && i < check->count; i++) {
		rc = target_open(check->names[i], &check->target_options, suite_contract(check->suite),
				 &check->targets[i], err);
		if (rc == 0)
			rc = session_open(&check->sessions[i], check->suite, check->targets[i], err);
	}
	return rc;
}

static void print_point(void *context, const struct point *point)
{
	struct check *check = context;

	tap_point(stdout, point, ++check->number);
	fflush(stdout);
}

static void print_target(const struct result *result)
{
	tap_comment(stdout, "target %s%s%s: CPython %s%s%s", result->target, result->root ? " in " : "",
		    result->root ? result->root : "", result->version, *result->facets ? " " : "",
		    result->facets);
	tap_comment(stdout, "object %s, build-id %s", result->object,
		    result->build_id ? result->build_id : "none");
	if (result->capture)
		tap_comment(stdout, "capture %s: %s", result->capture,
			    result->capture_reason ? result->capture_reason : "as asked");
	for (size_t i = 0; i < result->remark_count; i++)
		tap_comment(stdout, "%s", result->remarks[i]);
}

static int write_reports(const struct check *check, struct error *err)
{
	const struct result **results = memory_zeroed(check->count, sizeof *results);
	int rc = 0;

	for (size_t i = 0; i < check->count; i++)
		results[i] = session_result(check->sessions[i]);
	if (check->json)
		rc = json_write(check->json, results, check->count, err);
	if (rc == 0 && check->junit)
		rc = junit_write(check->junit, results, check->count, err);
	free(results);
	return rc;
}

/* Does not conform outweighs could not be done: it is an answer. */
static int worse(int a, int b)
{
	if (a == STATUS_DEPARTS || b == STATUS_DEPARTS)
		return STATUS_DEPARTS;
	return a > b ? a : b;
}

static void summarize(const struct check *check)
{
	for (size_t i = 0; i < check->count; i++) {
		const struct result *result = session_result(check->sessions[i]);
		struct result_counts counts = result_count(result);

		fprintf(stderr,
			"%s: CPython %s%s%s: %u passed, %u failed, %u known, %u fixed, %u skipped, %u errors: %s\n",
			result->target, result->version, *result->facets ? " " : "", result->facets,
			counts.passed, counts.failed, counts.known, counts.fixed, counts.skipped,
			counts.errors,
			result_status(result, check->strict) == STATUS_CONFORMS ? "conforms"
										: "does not conform");
		for (size_t k = 0; k < result->remark_count; k++)
			fprintf(stderr, "  %s\n", result->remarks[k]);
	}
}

static int run_all(struct check *check)
{
	unsigned plan = 0;
	int status = STATUS_CONFORMS;

	for (size_t i = 0; i < check->count; i++)
		plan += (unsigned)session_plan(check->sessions[i]);
	tap_plan(stdout, plan);
	for (size_t i = 0; i < check->count; i++) {
		print_target(session_result(check->sessions[i]));
		session_run(check->sessions[i], print_point, check);
		status = worse(status, result_status(session_result(check->sessions[i]), check->strict));
	}
	/* The plan is a promise: fewer points than it says are never a pass. */
	if (check->number != plan) {
		fprintf(stderr, "probetap: %u points were planned, %u were given\n", plan, check->number);
		return STATUS_UNABLE;
	}
	return status;
}

static void close_all(struct check *check)
{
	for (size_t i = 0; i < check->count; i++) {
		if (check->sessions)
			session_close(check->sessions[i]);
		if (check->targets)
			target_close(check->targets[i]);
	}
	free(check->sessions);
	free(check->targets);
	suite_close(check->suite);
	free(check->select);
	free(check->known);
}

int command_check(int argc, char **argv)
{
	struct check check = {0};
	struct error err;
	int rc, status = take_words(&check, argc, argv);

	if (status == 0 && check.help) {
		puts(help_text);
		goto out;
	}
	if (status != 0)
		goto out;
	rc = open_all(&check, &err);
	if (rc < 0) {
		status = command_failed(rc, &err);
		goto out;
	}
	status = run_all(&check);
	rc = write_reports(&check, &err);
	if (rc < 0)
		status = command_failed(rc, &err);
	else if (!check.quiet)
		summarize(&check);
out:
	close_all(&check);
	return status;
}
