/* SPDX-License-Identifier: BSD-2-Clause */
/* probetap compare: the regression question in one command, made for `git bisect run`. */
#include "command.h"

#include <probetap/compare.h>
#include <probetap/memory.h>
#include <probetap/report.h>
#include <probetap/suite.h>

#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What `git bisect run` takes for "this one cannot be tested". */
enum { STATUS_UNDECIDED = 125 };

static const char help_text[] =
	"Usage: probetap compare [OPTION…] A B\n"
	"Shows what B lost and gained against A. Each is a result that `probetap check --json` wrote, or a target that\n"
	"is checked now.\n\n"
	"      --root DIR       a target that is checked lives and runs inside this root directory\n"
	"      --root-a DIR, --root-b DIR   the same for one of them\n"
	"      --case NAME      only this case, or with a slash at its end all below it (may be repeated)\n"
	"      --cases DIR      another directory of cases\n"
	"      --mode MODE      only `alone` or only `together`\n"
	"      --static         judge the notes only: runs nothing, needs no privileges\n"
	"      --capture KIND   auto (the default), bpf or ptrace\n"
	"      --known FILE     a list of known deviations of your own (may be repeated)\n"
	"      --deadline N     seconds that one run may take (default 30)\n"
	"  -q, --brief          without the events that differ\n"
	"  -h, --help           show this\n\n"
	"Exit status: 0 B lost nothing, 1 B lost something that A had, 2 wrong words or bad input, 125 no conclusion:\n"
	"nothing could be compared, or B could not be tested (git bisect run skips such a revision).\n\n"
	"  git bisect run sh -c 'make -j2 || exit 125; probetap compare good.json ./python'";

enum { OPTION_ROOT = OPTION_OWN, OPTION_ROOT_A, OPTION_ROOT_B };

static const struct option long_options[] = {
	RUN_OPTIONS,
	{"root", required_argument, NULL, OPTION_ROOT},
	{"root-a", required_argument, NULL, OPTION_ROOT_A},
	{"root-b", required_argument, NULL, OPTION_ROOT_B},
	{"brief", no_argument, NULL, 'q'},
	{"help", no_argument, NULL, 'h'},
	{NULL, 0, NULL, 0},
};

/* One operand: results that were read, or a session that was run. */
struct side {
	const char *path, *root;
	struct result **results;
	size_t count;
	struct target *target;
	struct session *session;
};

struct compare {
	struct run_words words;
	bool brief, help;
	struct suite *suite; /* NULL until a target must be checked */
	struct side a, b;
};

/* 0, or STATUS_USAGE. */
static int take_option(struct compare *compare, int option)
{
	int status = run_words_take(&compare->words, "compare", option, optarg);

	if (status >= 0)
		return status;
	switch (option) {
	case OPTION_ROOT: compare->a.root = compare->b.root = optarg; return 0;
	case OPTION_ROOT_A: compare->a.root = optarg; return 0;
	case OPTION_ROOT_B: compare->b.root = optarg; return 0;
	case 'q': compare->brief = true; return 0;
	case 'h': compare->help = true; return 0;
	default: return command_usage("compare", "an option is wrong");
	}
}

static int take_words(struct compare *compare, int argc, char **argv)
{
	int option, status;

	optind = 1;
	while ((option = getopt_long(argc, argv, "hq", long_options, NULL)) != -1)
		if ((status = take_option(compare, option)) != 0)
			return status;
	if (compare->help)
		return 0;
	if (argc - optind != 2)
		return command_usage("compare", "takes two results or targets, not %d", argc - optind);
	compare->a.path = argv[optind];
	compare->b.path = argv[optind + 1];
	return 0;
}

/* A document begins with a brace; no interpreter does. */
static bool is_document(const char *path)
{
	FILE *file = fopen(path, "re");
	int first = EOF;

	if (file) {
		do
			first = getc(file);
		while (first != EOF && isspace(first));
		fclose(file);
	}
	return first == '{';
}

static int check_target(struct compare *compare, struct side *side, struct error *err)
{
	struct target_options options = compare->words.target;
	int rc = compare->suite ? 0 : suite_open(&compare->suite, &compare->words.suite, err);

	options.root = side->root;
	if (rc == 0)
		rc = target_open(side->path, &options, suite_contract(compare->suite), &side->target, err);
	if (rc == 0)
		rc = session_open(&side->session, compare->suite, side->target, err);
	if (rc < 0)
		return rc;
	session_run(side->session, NULL, NULL);
	side->results = memory_zeroed(1, sizeof *side->results);
	side->results[0] = session_result(side->session);
	side->count = 1;
	return 0;
}

static void close_side(struct side *side)
{
	for (size_t i = 0; i < side->count && !side->session; i++)
		result_free(side->results[i]);
	free(side->results);
	session_close(side->session);
	target_close(side->target);
}

static int open_side(struct compare *compare, struct side *side, struct error *err)
{
	if (is_document(side->path))
		return json_read(side->path, &side->results, &side->count, err);
	return check_target(compare, side, err);
}

/* The result to compare with: of the same target, or the only one where each side has one. */
static const struct result *counterpart(const struct compare *compare, const struct result *result)
{
	const struct side *b = &compare->b;

	if (compare->a.count == 1 && b->count == 1)
		return b->results[0];
	for (size_t i = 0; i < b->count; i++)
		if (strcmp(b->results[i]->target, result->target) == 0)
			return b->results[i];
	return NULL;
}

static int compare_all(const struct compare *compare)
{
	bool lost = false, undecided = compare->a.count == 0;

	for (size_t i = 0; i < compare->a.count; i++) {
		const struct result *a = compare->a.results[i], *b = counterpart(compare, a);
		struct comparison comparison;

		if (!b) {
			fprintf(stderr, "probetap: %s has no result of %s\n", compare->b.path, a->target);
			undecided = true;
			continue;
		}
		comparison_init(&comparison, a, b);
		if (i > 0)
			putchar('\n');
		comparison_print(stdout, &comparison, compare->brief);
		lost |= comparison_lost(&comparison);
		undecided |= comparison_undecided(&comparison);
		comparison_fini(&comparison);
	}
	if (!lost && undecided)
		fputs("probetap: no conclusion: nothing could be compared, or not everything of B could be tested\n",
		      stderr);
	return lost ? STATUS_DEPARTS : undecided ? STATUS_UNDECIDED : STATUS_CONFORMS;
}

/* A build that crashes or hangs at its start is one that cannot be tested; a misspelt name is not. */
static int failed(int rc, const struct error *err)
{
	int status = command_failed(rc, err);

	return status == STATUS_UNABLE || rc == -EPROTO || rc == -ETIMEDOUT ? STATUS_UNDECIDED : status;
}

int command_compare(int argc, char **argv)
{
	struct compare compare = {0};
	struct error err;
	int rc, status = take_words(&compare, argc, argv);

	if (status == 0 && compare.help)
		puts(help_text);
	else if (status == 0) {
		rc = open_side(&compare, &compare.a, &err);
		if (rc == 0)
			rc = open_side(&compare, &compare.b, &err);
		status = rc < 0 ? failed(rc, &err) : compare_all(&compare);
	}
	close_side(&compare.a);
	close_side(&compare.b);
	suite_close(compare.suite);
	run_words_fini(&compare.words);
	return status;
}
