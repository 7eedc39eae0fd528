/* SPDX-License-Identifier: BSD-2-Clause */
#include "document.h"

#include "field.h"
#include "text.h"

#include <probetap/memory.h>

#include <stdlib.h>
#include <string.h>

/* jansson drops a value that it has no memory for; a report must not. */
static void *allocate(size_t size)
{
	return memory_zeroed(1, size ? size : 1);
}

static json_t *text_value(const char *text)
{
	json_t *value;
	char *clean;

	if (!text)
		return json_null();
	clean = text_clean(text);
	value = json_string(clean);
	free(clean);
	return value;
}

static json_t *words_value(const char *text)
{
	json_t *list = json_array();
	char *clean = text_clean(text ? text : ""), *rest = clean, *word;

	while ((word = strsep(&rest, " \t\n")))
		if (*word)
			json_array_append_new(list, json_string(word));
	free(clean);
	return list;
}

/* The member object of that name, made where it is not there yet. */
static json_t *section_of(json_t *object, const char *name)
{
	if (!name)
		return object;
	if (!json_object_get(object, name))
		json_object_set_new(object, name, json_object());
	return json_object_get(object, name);
}

static void add_fields(json_t *object, const void *from, const struct field *fields)
{
	for (; fields->name; fields++) {
		const char *text = *field_text((void *)from, fields);

		json_object_set_new(section_of(object, fields->section), fields->name,
				    fields->kind == FIELD_WORDS ? words_value(text) : text_value(text));
	}
}

static json_t *event_value(const struct result_event *event)
{
	json_t *values = json_array();

	for (size_t i = 0; i < event->value_count; i++)
		json_array_append_new(values, text_value(event->values[i]));
	return json_pack("{s:o, s:o, s:i, s:i, s:I}", "marker", text_value(event->marker), "values", values,
			 "process", event->process, "thread", event->thread, "time", (json_int_t)event->time);
}

static json_t *events_value(const struct result_events *events)
{
	json_t *list = json_array();

	for (size_t i = 0; i < events->count; i++)
		json_array_append_new(list, event_value(&events->list[i]));
	return list;
}

json_t *document_point(const struct point *point)
{
	json_t *object;

	json_set_alloc_funcs(allocate, free);
	object = json_pack("{s:I, s:s, s:I, s:I}", "number", (json_int_t)point->number, "verdict",
			   verdict_name(point->verdict), "unchecked", (json_int_t)point->unchecked,
			   "nanoseconds", (json_int_t)point->nanoseconds);

	add_fields(object, point, point_fields);
	json_object_set_new(object, "expected", events_value(&point->expected));
	json_object_set_new(object, "got", events_value(&point->got));
	return object;
}

static json_t *counts_value(const struct result *result)
{
	struct result_counts counts = result_count(result);

	return json_pack("{s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "pass", (json_int_t)counts.passed, "fail",
			 (json_int_t)counts.failed, "known", (json_int_t)counts.known, "fixed",
			 (json_int_t)counts.fixed, "skip", (json_int_t)counts.skipped, "error",
			 (json_int_t)counts.errors, "unchecked", (json_int_t)counts.unchecked);
}

static json_t *argument_value(const struct coverage_argument *argument)
{
	bool has_range = argument->least <= argument->most;

	return json_pack("{s:o, s:o, s:I, s:I, s:I, s:I, s:I, s:o, s:o}", "name", text_value(argument->name),
			 "type", text_value(argument->type), "exact", (json_int_t)argument->exact, "named",
			 (json_int_t)argument->named, "unchecked", (json_int_t)argument->unchecked, "null",
			 (json_int_t)argument->null, "different", (json_int_t)argument->different, "least",
			 has_range ? json_integer(argument->least) : json_null(), "most",
			 has_range ? json_integer(argument->most) : json_null());
}

static json_t *coverage_value(const struct coverage *coverage)
{
	json_t *markers = json_array();

	for (size_t i = 0; i < coverage->marker_count; i++) {
		const struct coverage_marker *marker = &coverage->markers[i];
		json_t *arguments = json_array(), *gaps = json_array();
		json_t *object =
			json_pack("{s:o, s:o, s:o, s:o}", "marker", text_value(marker->name), "known",
				  text_value(marker->known), "arguments", arguments, "left_unchecked", gaps);

		for (unsigned k = 0; k < COVERAGE_COUNTS; k++)
			json_object_set_new(object, coverage_words[k].name, json_integer(marker->counts[k]));
		for (size_t k = 0; k < marker->argument_count; k++)
			json_array_append_new(arguments, argument_value(&marker->arguments[k]));
		for (size_t k = 0; k < marker->gap_count; k++)
			json_array_append_new(gaps, text_value(marker->gaps[k]));
		json_array_append_new(markers, object);
	}
	return json_pack("{s:I, s:o}", "cases", (json_int_t)coverage->cases, "markers", markers);
}

static json_t *result_value(const struct result *result)
{
	json_t *object = json_object(), *remarks = json_array(), *points = json_array();

	json_object_set_new(section_of(object, "tool"), "name", json_string("probetap"));
	add_fields(object, result, result_fields);
	json_object_set_new(section_of(object, "run"), "nanoseconds",
			    json_integer((json_int_t)result->nanoseconds));
	json_object_set_new(section_of(object, "target"), "newer_than_tables",
			    json_boolean(result->newer_than_tables));
	for (size_t i = 0; i < result->remark_count; i++)
		json_array_append_new(remarks, text_value(result->remarks[i]));
	for (size_t i = 0; i < result->point_count; i++)
		json_array_append_new(points, document_point(&result->points[i]));
	json_object_set_new(object, "remarks", remarks);
	json_object_set_new(object, "counts", counts_value(result));
	json_object_set_new(object, "points", points);
	if (result->coverage)
		json_object_set_new(object, "coverage", coverage_value(result->coverage));
	return object;
}

json_t *document_build(const struct result *const *results, size_t count)
{
	json_t *list;

	json_set_alloc_funcs(allocate, free);
	list = json_array();
	for (size_t i = 0; i < count; i++)
		json_array_append_new(list, result_value(results[i]));
	return json_pack("{s:s, s:i, s:o}", "format", DOCUMENT_FORMAT, "schema", DOCUMENT_SCHEMA, "results",
			 list);
}
