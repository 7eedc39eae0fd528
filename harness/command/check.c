/* SPDX-License-Identifier: BSD-2-Clause */
/* probetap check: the main job. */
#include "command.h"

#include <probetap/compare.h>
#include <probetap/memory.h>
#include <probetap/path.h>
#include <probetap/progress.h>
#include <probetap/report.h>
#include <probetap/suite.h>

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char help_text[] =
	"Usage: probetap check [OPTION…] TARGET…\n"
	"Runs the conformance suite on each TARGET, a path to a CPython executable or to a libpython, and prints TAP.\n\n"
	"      --root DIR       the target lives and runs inside this root directory\n"
	"      --case NAME      only this case, or with a slash at its end all below it (may be repeated)\n"
	"      --cases DIR      another directory of cases\n"
	"      --mode MODE      only `alone` or only `together`\n"
	"      --coverage       print what the cases assert of each marker and argument of the target, and what\n"
	"                       they leave unchecked: runs nothing, needs no privileges (--json takes it too)\n"
	"      --static         judge the notes only: runs nothing, needs no privileges\n"
	"      --capture KIND   auto (the default), bpf or ptrace\n"
	"      --known FILE     a list of known deviations of your own (may be repeated)\n"
	"      --strict         known deviations, unexpected passes and skips fail too\n"
	"      --jobs N         cases that run at once (default: one for each processor)\n"
	"      --deadline N     seconds that one run may take (default 30)\n"
	"      --json FILE      write the whole result as JSON\n"
	"      --junit FILE     write the result as JUnit XML\n"
	"      --html FILE      write the result as a page\n"
	"      --baseline FILE  an older result (JSON): only what got worse fails\n"
	"  -q, --quiet          no progress and no summary on standard error\n"
	"  -h, --help           show this\n\n"
	"Exit status: 0 conforms (known deviations allowed unless --strict), 1 does not, 2 wrong words or bad input,\n"
	"3 the environment could not do it (no permission, lost events).";

enum {
	OPTION_ROOT = OPTION_OWN,
	OPTION_COVERAGE,
	OPTION_STRICT,
	OPTION_JOBS,
	OPTION_JSON,
	OPTION_JUNIT,
	OPTION_HTML,
	OPTION_BASELINE
};

static const struct option long_options[] = {
	RUN_OPTIONS,
	{"root", required_argument, NULL, OPTION_ROOT},
	{"coverage", no_argument, NULL, OPTION_COVERAGE},
	{"strict", no_argument, NULL, OPTION_STRICT},
	{"jobs", required_argument, NULL, OPTION_JOBS},
	{"json", required_argument, NULL, OPTION_JSON},
	{"junit", required_argument, NULL, OPTION_JUNIT},
	{"html", required_argument, NULL, OPTION_HTML},
	{"baseline", required_argument, NULL, OPTION_BASELINE},
	{"quiet", no_argument, NULL, 'q'},
	{"help", no_argument, NULL, 'h'},
	{NULL, 0, NULL, 0},
};

struct check {
	struct run_words words;
	const char *json, *junit, *html, *baseline_path;
	bool strict, quiet, help;
	char **names;
	size_t count;
	/* while it runs */
	struct suite *suite;
	struct target **targets;
	struct session **sessions;
	unsigned number; /* of points that were printed */
	struct progress *progress;
	struct baseline *baseline;
	const struct result *older; /* of the target that is being checked; NULL without a baseline */
};

/* 0, or STATUS_USAGE. */
static int take_option(struct check *check, int option)
{
	int status = run_words_take(&check->words, "check", option, optarg);
	long number;

	if (status >= 0)
		return status;
	switch (option) {
	case OPTION_ROOT: check->words.target.root = optarg; return 0;
	case OPTION_COVERAGE: check->words.suite.coverage = true; return 0;
	case OPTION_STRICT: check->strict = true; return 0;
	case OPTION_JSON: check->json = optarg; return 0;
	case OPTION_JUNIT: check->junit = optarg; return 0;
	case OPTION_HTML: check->html = optarg; return 0;
	case OPTION_BASELINE: check->baseline_path = optarg; return 0;
	case 'q': check->quiet = true; return 0;
	case 'h': check->help = true; return 0;
	case OPTION_JOBS:
		number = command_number("check", "jobs", optarg, 1, 64);
		check->words.suite.jobs = (unsigned)number;
		return number < 0 ? STATUS_USAGE : 0;
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
	if (check->words.suite.coverage &&
	    (check->words.suite.static_only || check->junit || check->html || check->baseline_path))
		return command_usage("check", "--coverage judges nothing: --static, --junit, --html and "
					      "--baseline have no place beside it");
	if (!check->help && check->count == 0)
		return command_usage(
			"check", "a target is missing: the path of a CPython executable or of a libpython");
	return 0;
}

/* A place that cannot take a report is better known before the run than after it. */
static int check_place(const char *path, struct error *err)
{
	char *copy = memory_text(path), *slash = strrchr(copy, '/');
	const char *directory = slash ? (slash == copy ? "/" : (*slash = '\0', copy)) : ".";
	int rc = 0;

	if (access(directory, W_OK | X_OK) < 0)
		rc = error_set(err, errno, "%s: no report can be written there: %s", path,
			       error_reason(errno));
	free(copy);
	return rc;
}

static int check_places(const struct check *check, struct error *err)
{
	const char *const paths[] = {check->json, check->junit, check->html};
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < sizeof paths / sizeof *paths; i++)
		if (paths[i])
			rc = check_place(paths[i], err);
	return rc;
}

static int open_baseline(struct check *check, struct error *err)
{
	int rc = check->baseline_path ? baseline_open(&check->baseline, check->baseline_path, err) : 0;

	for (size_t i = 0; check->baseline && i < check->count; i++)
		if (!baseline_result(check->baseline, check->names[i]))
			return error_set(err, EBADMSG, "%s: has no result of %s", check->baseline_path,
					 check->names[i]);
	return rc;
}

/* Everything that can refuse does so before the plan is printed. */
static int open_all(struct check *check, struct error *err)
{
	int rc = check_places(check, err);

	if (rc == 0)
		rc = open_baseline(check, err);
	if (rc == 0)
		rc = suite_open(&check->suite, &check->words.suite, err);
	check->targets = memory_zeroed(check->count, sizeof *check->targets);
	check->sessions = memory_zeroed(check->count, sizeof *check->sessions);
	/* All targets first: to open one runs it, which nobody may do any more who has a session. */
	for (size_t i = 0; rc == 0 && i < check->count; i++)
		rc = target_open(check->names[i], &check->words.target, suite_contract(check->suite),
				 &check->targets[i], err);
	for (size_t i = 0; rc == 0 && i < check->count; i++)
		rc = session_open(&check->sessions[i], check->suite, check->targets[i], err);
	return rc;
}

static void take_point(void *context, struct point *point)
{
	struct check *check = context;

	if (check->older)
		baseline_judge(check->older, point);
	progress_hide(check->progress);
	tap_point(stdout, point, ++check->number);
	progress_point(check->progress, point);
}

static void print_target(const struct result *result)
{
	char *target = path_title(result->root, result->target),
	     *object = path_title(result->root, result->object);

	tap_comment(stdout, "target %s: CPython %s%s%s", target, result->version, *result->facets ? " " : "",
		    result->facets);
	tap_comment(stdout, "object %s, build-id %s", object, result->build_id ? result->build_id : "none");
	free(object);
	free(target);
	if (result->capture)
		tap_comment(stdout, "capture %s: %s", result->capture,
			    result->capture_reason ? result->capture_reason : "as asked");
	for (size_t i = 0; i < result->remark_count; i++)
		tap_comment(stdout, "%s", result->remarks[i]);
}

static const struct result **all_results(const struct check *check)
{
	const struct result **results = memory_zeroed(check->count, sizeof *results);

	for (size_t i = 0; i < check->count; i++)
		results[i] = session_result(check->sessions[i]);
	return results;
}

static int write_reports(const struct check *check, struct error *err)
{
	const struct {
		const char *path;
		int (*write)(const char *path, const struct result *const *results, size_t count,
			     struct error *err);
	} outputs[] = {{check->json, json_write}, {check->junit, junit_write}, {check->html, html_write}};
	const struct result **results = all_results(check);
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < sizeof outputs / sizeof *outputs; i++)
		if (outputs[i].path)
			rc = outputs[i].write(outputs[i].path, results, check->count, err);
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

/* Short where nobody looks at a terminal: the TAP has everything. */
static void summarize(const struct check *check)
{
	const struct summary_options options = {.strict = check->strict,
						.details = isatty(STDERR_FILENO),
						.colours = progress_colours(stderr)};
	const struct result **results = all_results(check);

	fflush(stdout);
	summary_print(stderr, results, check->count, &options);
	free(results);
}

/* A selection leaves points out on purpose; anything else that is gone should be seen. */
static void remark_missing(struct check *check, struct result *result)
{
	bool selects =
		check->words.suite.select_count || check->words.suite.mode || check->words.suite.static_only;
	const char *first = NULL;
	size_t missing = check->older && !selects ? baseline_missing(check->older, result, &first) : 0;

	if (missing)
		result_add_remark(result, "%zu points that the baseline passed were not given (%s first)",
				  missing, first);
}

static void run_one(struct check *check, struct session *session)
{
	struct result *result = session_result(session);

	check->older = check->baseline ? baseline_result(check->baseline, result->target) : NULL;
	progress_hide(check->progress);
	print_target(result);
	progress_target(check->progress, result->target);
	session_run(session, take_point, check);
	remark_missing(check, result);
}

static int run_all(struct check *check)
{
	unsigned plan = 0;
	int status = STATUS_CONFORMS;

	for (size_t i = 0; i < check->count; i++)
		plan += (unsigned)session_plan(check->sessions[i]);
	tap_plan(stdout, plan);
	check->progress = check->quiet ? NULL : progress_open(stderr, plan, (unsigned)check->count);
	for (size_t i = 0; i < check->count; i++) {
		run_one(check, check->sessions[i]);
		status = worse(status, result_status(session_result(check->sessions[i]), check->strict));
	}
	progress_close(check->progress);
	/* The plan is a promise: fewer points than it says are never a pass. */
	if (check->number != plan) {
		fprintf(stderr, "probetap: %u points were planned, %u were given\n", plan, check->number);
		return STATUS_UNABLE;
	}
	return status;
}

static void print_coverage(const struct check *check)
{
	for (size_t i = 0; i < check->count; i++) {
		const struct result *result = session_result(check->sessions[i]);
		char *title = memory_format("%s%s%s%s: CPython %s%s%s", i ? "\n" : "", result->target,
					    result->root ? " in " : "", result->root ? result->root : "",
					    result->version, *result->facets ? " " : "", result->facets);

		coverage_print(stdout, title, result->coverage);
		free(title);
	}
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
	baseline_close(check->baseline);
	run_words_fini(&check->words);
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
	if (check.words.suite.coverage)
		print_coverage(&check);
	else
		status = run_all(&check);
	rc = write_reports(&check, &err);
	if (rc < 0)
		status = command_failed(rc, &err);
	else if (!check.quiet && !check.words.suite.coverage)
		summarize(&check);
out:
	close_all(&check);
	return status;
}
