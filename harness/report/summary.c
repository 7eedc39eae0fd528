/* SPDX-License-Identifier: BSD-2-Clause */
/* What a packager can paste into a bug report: first what is wrong in a sentence, then the difference, then
 * the command that shows it again. */
#include <probetap/progress.h>

#include "text.h"

#include <stdlib.h>
#include <string.h>

enum { FAILURES_MAX = 20 }; /* of one target; a build without markers fails everywhere */

static const char *const verdict_colours[] = {
	[VERDICT_FAIL] = "\033[1;31m",  [VERDICT_PASS] = "\033[32m", [VERDICT_KNOWN] = "\033[33m",
	[VERDICT_FIXED] = "\033[1;34m", [VERDICT_SKIP] = "",         [VERDICT_ERROR] = "\033[1;35m",
};

static void print_coloured(FILE *to, const struct summary_options *options, enum verdict verdict,
			   const char *text)
{
	if (options->colours)
		fputs(verdict_colours[verdict], to);
	text_print(to, text);
	if (options->colours)
		fputs("\033[0m", to);
}

/* "before text", or nothing where there is no text. */
static void print_part(FILE *to, const char *before, const char *text)
{
	if (!text || !*text)
		return;
	fputs(before, to);
	text_print(to, text);
}

static void print_verdict(FILE *to, const struct result *result, const struct summary_options *options)
{
	int status = result_status(result, options->strict);
	struct result_counts counts = result_count(result);

	print_part(to, "", result->target);
	print_part(to, " in ", result->root);
	print_part(to, ": CPython ", result->version);
	print_part(to, " ", result->facets);
	fprintf(to, ": %u passed, %u failed, %u known, %u fixed, %u skipped, %u errors: ", counts.passed,
		counts.failed, counts.known, counts.fixed, counts.skipped, counts.errors);
	if (status == 0)
		print_coloured(to, options, VERDICT_PASS, "conforms");
	else if (status == 1)
		print_coloured(to, options, VERDICT_FAIL, "does not conform");
	else
		print_coloured(to, options, VERDICT_ERROR, "no verdict, the environment could not do it");
	putc('\n', to);
}

static void print_failure(FILE *to, const struct point *point, const struct summary_options *options)
{
	fputs("\n  ", to);
	print_coloured(to, options, point->verdict,
		       point->sentence ? point->sentence : "no reason was recorded");
	print_part(to, "\n  in ", point->name);
	print_part(to, ": ", point->about);
	putc('\n', to);
	text_print_lines(to, "    ", point->difference);
	print_part(to, "  again: ", point->reproduce);
	if (point->reproduce)
		putc('\n', to);
}

static bool is_failure(const struct point *point)
{
	return point->verdict == VERDICT_FAIL || point->verdict == VERDICT_ERROR;
}

static void print_failures(FILE *to, const struct result *result, const struct summary_options *options)
{
	size_t failures = 0;

	for (size_t i = 0; i < result->point_count; i++)
		if (is_failure(&result->points[i]) && ++failures <= FAILURES_MAX)
			print_failure(to, &result->points[i], options);
	if (failures > FAILURES_MAX)
		fprintf(to, "\n  and %zu more\n", failures - FAILURES_MAX);
}

/* "known: gh-98894 (12 points), gh-104280 (3 points)" */
static void print_issues(FILE *to, const struct result *result, enum verdict verdict, const char *word)
{
	const char *before = word;

	for (size_t i = 0; i < result->point_count; i++) {
		const struct point *point = &result->points[i];
		size_t own = 0, earlier = 0;

		if (point->verdict != verdict || !point->issue)
			continue;
		for (size_t k = 0; k < result->point_count; k++) {
			const struct point *other = &result->points[k];
			bool same = other->verdict == verdict && other->issue &&
				    strcmp(other->issue, point->issue) == 0;

			own += same;
			earlier += same && k < i;
		}
		if (earlier)
			continue;
		print_part(to, before, point->issue);
		fprintf(to, " (%zu point%s)", own, own == 1 ? "" : "s");
		before = ", ";
	}
	if (before != word)
		putc('\n', to);
}

static void print_origin(FILE *to, const struct result *result)
{
	print_part(to, "  object ", result->object);
	print_part(to, ", build-id ", result->build_id);
	print_part(to, "\n  probetap ", result->tool_version);
	print_part(to, ", ", result->kernel);
	print_part(to, " ", result->machine);
	print_part(to, ", capture ", result->capture);
	putc('\n', to);
}

void summary_print(FILE *to, const struct result *const *results, size_t count,
		   const struct summary_options *options)
{
	for (size_t i = 0; i < count; i++) {
		const struct result *result = results[i];

		if (options->details && i > 0)
			putc('\n', to);
		print_verdict(to, result, options);
		if (options->details) {
			print_origin(to, result);
			print_failures(to, result, options);
			print_issues(to, result, VERDICT_FIXED, "  known deviations gone away: ");
			print_issues(to, result, VERDICT_KNOWN, "  known deviations: ");
		}
		for (size_t k = 0; k < result->remark_count; k++) {
			print_part(to, "  ", result->remarks[k]);
			putc('\n', to);
		}
	}
	fflush(to);
}
