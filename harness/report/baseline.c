/* SPDX-License-Identifier: BSD-2-Clause */
#include <probetap/compare.h>
#include <probetap/memory.h>
#include <probetap/report.h>

#include "divergence.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct baseline {
	struct result **results;
	size_t count;
};

int baseline_open(struct baseline **baseline, const char *path, struct error *err)
{
	struct baseline *opened = memory_zeroed(1, sizeof *opened);
	size_t points = 0;
	int rc = json_read(path, &opened->results, &opened->count, err);

	for (size_t i = 0; i < opened->count; i++)
		points += opened->results[i]->point_count;
	if (rc == 0 && points == 0)
		rc = error_set(err, EBADMSG, "%s: has no points, so that it is no baseline", path);
	if (rc < 0) {
		baseline_close(opened);
		return rc;
	}
	*baseline = opened;
	return 0;
}

void baseline_close(struct baseline *baseline)
{
	if (!baseline)
		return;
	for (size_t i = 0; i < baseline->count; i++)
		result_free(baseline->results[i]);
	free(baseline->results);
	free(baseline);
}

const struct result *baseline_result(const struct baseline *baseline, const char *target)
{
	for (size_t i = 0; i < baseline->count; i++)
		if (strcmp(baseline->results[i]->target, target) == 0)
			return baseline->results[i];
	return baseline->count == 1 ? baseline->results[0] : NULL;
}

static const struct point *named_point(const struct result *result, const char *name)
{
	for (size_t i = 0; i < result->point_count; i++)
		if (strcmp(result->points[i].name, name) == 0)
			return &result->points[i];
	return NULL;
}

static void say(struct point *point, const char *before)
{
	char *old = point->sentence;

	point->sentence = memory_format("%s: %s", before, old ? old : "no reason was recorded");
	free(old);
}

void baseline_judge(const struct result *older, struct point *point)
{
	const struct point *before;
	char *difference;

	if (point->verdict != VERDICT_FAIL)
		return;
	before = named_point(older, point->name);
	if (!before) {
		say(point, "not in the baseline");
		return;
	}
	if (before->verdict != VERDICT_FAIL) {
		char *was = memory_format("worse than in the baseline (%s)", verdict_name(before->verdict));

		say(point, was);
		free(was);
		return;
	}
	difference = divergence_text(before, point);
	if (difference)
		say(point, "failed in the baseline too, by other events");
	else {
		point->verdict = VERDICT_KNOWN;
		free(point->issue);
		point->issue = memory_text("baseline");
		say(point, "as in the baseline");
	}
	free(difference);
}

size_t baseline_missing(const struct result *older, const struct result *result, const char **first)
{
	size_t missing = 0;

	for (size_t i = older->point_count; i-- > 0;) {
		const struct point *point = &older->points[i];

		if (point->verdict != VERDICT_PASS || named_point(result, point->name))
			continue;
		*first = point->name;
		missing++;
	}
	return missing;
}
