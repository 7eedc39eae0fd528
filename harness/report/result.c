/* SPDX-License-Identifier: BSD-2-Clause */
#include <probetap/result.h>
#include <probetap/memory.h>

#include "field.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RESULT_FIELD(section, name, member, kind)                    \
	{                                                            \
		section, name, offsetof(struct result, member), kind \
	}
#define POINT_FIELD(name, member, kind)                          \
	{                                                        \
		NULL, name, offsetof(struct point, member), kind \
	}

const struct field result_fields[] = {
	RESULT_FIELD("tool", "version", tool_version, FIELD_TEXT),
	RESULT_FIELD("host", "name", host, FIELD_TEXT),
	RESULT_FIELD("host", "kernel", kernel, FIELD_TEXT),
	RESULT_FIELD("host", "machine", machine, FIELD_TEXT),
	RESULT_FIELD("run", "started", started, FIELD_TEXT),
	RESULT_FIELD("run", "capture", capture, FIELD_TEXT),
	RESULT_FIELD("run", "capture_reason", capture_reason, FIELD_TEXT),
	RESULT_FIELD("target", "name", target, FIELD_TEXT),
	RESULT_FIELD("target", "root", root, FIELD_TEXT),
	RESULT_FIELD("target", "object", object, FIELD_TEXT),
	RESULT_FIELD("target", "build_id", build_id, FIELD_TEXT),
	RESULT_FIELD("target", "version", version, FIELD_TEXT),
	RESULT_FIELD("target", "implementation", implementation, FIELD_TEXT),
	RESULT_FIELD("target", "facets", facets, FIELD_WORDS),
	{NULL, NULL, 0, FIELD_TEXT},
};

const struct field point_fields[] = {
	POINT_FIELD("name", name, FIELD_TEXT),           POINT_FIELD("group", group, FIELD_TEXT),
	POINT_FIELD("marker", marker, FIELD_TEXT),       POINT_FIELD("case", case_name, FIELD_TEXT),
	POINT_FIELD("markers", markers, FIELD_WORDS),    POINT_FIELD("mode", mode, FIELD_TEXT),
	POINT_FIELD("about", about, FIELD_TEXT),         POINT_FIELD("issue", issue, FIELD_TEXT),
	POINT_FIELD("sentence", sentence, FIELD_TEXT),   POINT_FIELD("difference", difference, FIELD_TEXT),
	POINT_FIELD("reproduce", reproduce, FIELD_TEXT), {NULL, NULL, 0, FIELD_TEXT},
};

static const char *const verdict_names[] = {
	[VERDICT_FAIL] = "fail",   [VERDICT_PASS] = "pass", [VERDICT_KNOWN] = "known",
	[VERDICT_FIXED] = "fixed", [VERDICT_SKIP] = "skip", [VERDICT_ERROR] = "error",
};
enum { VERDICT_COUNT = sizeof verdict_names / sizeof *verdict_names };

char **field_text(void *object, const struct field *field)
{
	return (char **)((char *)object + field->offset);
}

static void free_fields(void *object, const struct field *fields)
{
	for (; fields->name; fields++)
		free(*field_text(object, fields));
}

struct result *result_new(void)
{
	return memory_zeroed(1, sizeof(struct result));
}

static void free_events(struct result_events *events)
{
	for (size_t i = 0; i < events->count; i++) {
		struct result_event *event = &events->list[i];

		for (size_t k = 0; k < event->value_count; k++)
			free(event->values[k]);
		free(event->values);
		free(event->marker);
	}
	free(events->list);
}

void point_fini(struct point *point)
{
	free_fields(point, point_fields);
	free_events(&point->expected);
	free_events(&point->got);
	*point = (struct point){0};
}

void result_free(struct result *result)
{
	if (!result)
		return;
	for (size_t i = 0; i < result->point_count; i++)
		point_fini(&result->points[i]);
	for (size_t i = 0; i < result->remark_count; i++)
		free(result->remarks[i]);
	free_fields(result, result_fields);
	free(result->points);
	free(result->remarks);
	coverage_free(result->coverage);
	free(result);
}

struct point *result_add_point(struct result *result)
{
	struct point *point;

	result->points = memory_grow(result->points, result->point_count, sizeof *result->points);
	point = &result->points[result->point_count++];
	point->number = (unsigned)result->point_count;
	return point;
}

void result_add_remark(struct result *result, const char *format, ...)
{
	va_list arguments;
	char *text;

	va_start(arguments, format);
	if (vasprintf(&text, format, arguments) < 0)
		text = memory_text(format);
	va_end(arguments);
	result->remarks = memory_grow(result->remarks, result->remark_count, sizeof *result->remarks);
	result->remarks[result->remark_count++] = text;
}

struct result_counts result_count(const struct result *result)
{
	struct result_counts counts = {0};
	unsigned *by_verdict[VERDICT_COUNT] = {
		[VERDICT_FAIL] = &counts.failed,  [VERDICT_PASS] = &counts.passed,
		[VERDICT_KNOWN] = &counts.known,  [VERDICT_FIXED] = &counts.fixed,
		[VERDICT_SKIP] = &counts.skipped, [VERDICT_ERROR] = &counts.errors,
	};

	for (size_t i = 0; i < result->point_count; i++) {
		const struct point *point = &result->points[i];

		++*((unsigned)point->verdict < VERDICT_COUNT ? by_verdict[point->verdict] : &counts.failed);
		counts.unchecked += point->unchecked;
	}
	return counts;
}

const char *verdict_name(enum verdict verdict)
{
	return verdict_names[(unsigned)verdict < VERDICT_COUNT ? verdict : VERDICT_FAIL];
}

int verdict_parse(const char *name, enum verdict *verdict)
{
	for (int i = 0; i < VERDICT_COUNT; i++) {
		if (strcmp(name, verdict_names[i]) == 0) {
			*verdict = (enum verdict)i;
			return 0;
		}
	}
	return -EINVAL;
}

int result_status(const struct result *result, bool strict)
{
	struct result_counts counts = result_count(result);

	if (counts.failed > 0)
		return 1;
	if (counts.errors > 0)
		return 3;
	if (strict && counts.known + counts.fixed + counts.skipped > 0)
		return 1;
	/* Where nothing was judged, nothing conforms. */
	return counts.passed + counts.known + counts.fixed > 0 ? 0 : 3;
}
