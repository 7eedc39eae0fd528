/* SPDX-License-Identifier: BSD-2-Clause */
/* Documents come from other machines and other versions: every value is checked, and a complaint names its
 * place. Members that this version does not know are left alone; absent texts read as NULL. */
#include "document.h"

#include "field.h"

#include <probetap/buffer.h>
#include <probetap/memory.h>

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* Where in the document the reader stands: a chain from the innermost value outwards, each step lives on the
 * stack of its reader. */
struct place {
	const struct place *outer;
	const char *name; /* NULL: an element of a list */
	size_t index;
};

static void add_place(struct buffer *text, const struct place *place)
{
	if (!place)
		return;
	add_place(text, place->outer);
	if (place->name)
		buffer_printf(text, "%s%s", text->length ? "." : "", place->name);
	else
		buffer_printf(text, "[%zu]", place->index);
}

static int misfit(const struct place *place, struct error *err, const char *wanted)
{
	struct buffer text = {0};
	int rc;

	add_place(&text, place);
	rc = error_set(err, EBADMSG, "%s: %s", text.length ? buffer_text(&text) : "document", wanted);
	buffer_fini(&text);
	return rc;
}

/* NULL stays NULL, whether the member is null or absent. */
static int read_text(const json_t *value, const struct place *place, char **text, struct error *err)
{
	if (!value || json_is_null(value))
		return 0;
	if (!json_is_string(value))
		return misfit(place, err, "must be a text or null");
	*text = memory_text(json_string_value(value));
	return 0;
}

static int read_words(const json_t *list, const struct place *place, char **text, struct error *err)
{
	struct buffer words = {0};
	const json_t *word;
	size_t index;

	if (!list || json_is_null(list))
		return 0;
	if (!json_is_array(list))
		return misfit(place, err, "must be a list of words");
	json_array_foreach(list, index, word)
	{
		if (!json_is_string(word)) {
			buffer_fini(&words);
			return misfit(&(struct place){place, NULL, index}, err, "must be a word");
		}
		buffer_printf(&words, "%s%s", index ? " " : "", json_string_value(word));
	}
	*text = buffer_take(&words);
	return 0;
}

static int read_number(const json_t *object, const char *name, const struct place *outer, json_int_t most,
		       json_int_t *number, struct error *err)
{
	const json_t *value = json_object_get(object, name);
	const struct place place = {outer, name, 0};

	if (!json_is_integer(value) || json_integer_value(value) < 0 || json_integer_value(value) > most)
		return misfit(&place, err, "must be a whole number, zero or more");
	*number = json_integer_value(value);
	return 0;
}

static int read_fields(const json_t *object, const struct place *outer, const struct field *fields, void *to,
		       struct error *err)
{
	int rc = 0;

	for (; fields->name && rc == 0; fields++) {
		const struct place section = {outer, fields->section, 0};
		const struct place place = {fields->section ? &section : outer, fields->name, 0};
		const json_t *holder = fields->section ? json_object_get(object, fields->section) : object;
		const json_t *value = json_object_get(holder, fields->name);

		if (holder && !json_is_object(holder))
			return misfit(&section, err, "must be an object");
		rc = fields->kind == FIELD_WORDS ? read_words(value, &place, field_text(to, fields), err)
						 : read_text(value, &place, field_text(to, fields), err);
	}
	return rc;
}

static int read_values(const json_t *list, const struct place *outer, struct result_event *event,
		       struct error *err)
{
	const struct place place = {outer, "values", 0};
	const json_t *value;
	size_t index;

	if (!json_is_array(list))
		return misfit(&place, err, "must be a list of texts");
	event->values = memory_zeroed(json_array_size(list) + 1, sizeof *event->values);
	json_array_foreach(list, index, value)
	{
		if (!json_is_string(value))
			return misfit(&(struct place){&place, NULL, index}, err, "must be a text");
		event->values[event->value_count++] = memory_text(json_string_value(value));
	}
	return 0;
}

static int read_event(const json_t *object, const struct place *place, struct result_event *event,
		      struct error *err)
{
	json_int_t process, thread, time;
	int rc;

	if (!json_is_string(json_object_get(object, "marker")))
		return misfit(&(struct place){place, "marker", 0}, err, "must be a text");
	event->marker = memory_text(json_string_value(json_object_get(object, "marker")));
	rc = read_values(json_object_get(object, "values"), place, event, err);
	if (rc == 0)
		rc = read_number(object, "process", place, INT_MAX, &process, err);
	if (rc == 0)
		rc = read_number(object, "thread", place, INT_MAX, &thread, err);
	if (rc == 0)
		rc = read_number(object, "time", place, INT64_MAX, &time, err);
	if (rc < 0)
		return rc;
	event->process = (int)process;
	event->thread = (int)thread;
	event->time = (uint64_t)time;
	return 0;
}

static int read_events(const json_t *object, const char *name, const struct place *outer,
		       struct result_events *events, struct error *err)
{
	const json_t *list = json_object_get(object, name), *event;
	const struct place place = {outer, name, 0};
	size_t index;
	int rc = 0;

	if (!json_is_array(list))
		return misfit(&place, err, "must be a list of events");
	events->list = memory_zeroed(json_array_size(list) + 1, sizeof *events->list);
	json_array_foreach(list, index, event)
	{
		const struct place element = {&place, NULL, index};

		rc = read_event(event, &element, &events->list[events->count++], err);
		if (rc < 0)
			return rc;
	}
	return rc;
}

static int read_verdict(const json_t *object, const struct place *outer, struct point *point,
			struct error *err)
{
	const json_t *value = json_object_get(object, "verdict");
	const struct place place = {outer, "verdict", 0};

	if (!json_is_string(value) || verdict_parse(json_string_value(value), &point->verdict) < 0)
		return misfit(&place, err, "must be one of fail, pass, known, fixed, skip, error");
	return 0;
}

static int read_point(const json_t *object, const struct place *place, struct point *point, struct error *err)
{
	json_int_t number, unchecked, nanoseconds;
	int rc;

	if (!json_is_object(object))
		return misfit(place, err, "must be an object");
	rc = read_fields(object, place, point_fields, point, err);
	if (rc == 0 && !point->name)
		rc = misfit(&(struct place){place, "name", 0}, err, "a point must have a name");
	if (rc == 0)
		rc = read_verdict(object, place, point, err);
	if (rc == 0)
		rc = read_number(object, "number", place, UINT_MAX, &number, err);
	if (rc == 0)
		rc = read_number(object, "unchecked", place, UINT_MAX, &unchecked, err);
	if (rc == 0)
		rc = read_number(object, "nanoseconds", place, INT64_MAX, &nanoseconds, err);
	if (rc == 0)
		rc = read_events(object, "expected", place, &point->expected, err);
	if (rc == 0)
		rc = read_events(object, "got", place, &point->got, err);
	if (rc < 0)
		return rc;
	point->number = (unsigned)number;
	point->unchecked = (unsigned)unchecked;
	point->nanoseconds = (uint64_t)nanoseconds;
	return 0;
}

static int read_points(const json_t *object, const struct place *outer, struct result *result,
		       struct error *err)
{
	const json_t *list = json_object_get(object, "points"), *point;
	const struct place place = {outer, "points", 0};
	size_t index;
	int rc;

	if (!json_is_array(list))
		return misfit(&place, err, "must be a list of points");
	json_array_foreach(list, index, point)
	{
		rc = read_point(point, &(struct place){&place, NULL, index}, result_add_point(result), err);
		if (rc < 0)
			return rc;
	}
	return 0;
}

static int read_remarks(const json_t *object, const struct place *outer, struct result *result,
			struct error *err)
{
	const json_t *list = json_object_get(object, "remarks"), *remark;
	const struct place place = {outer, "remarks", 0};
	size_t index;

	if (list && !json_is_array(list))
		return misfit(&place, err, "must be a list of texts");
	json_array_foreach(list, index, remark)
	{
		if (!json_is_string(remark))
			return misfit(&(struct place){&place, NULL, index}, err, "must be a text");
		result_add_remark(result, "%s", json_string_value(remark));
	}
	return 0;
}

/* The counts say nothing that the points do not say: where they differ, the document was cut or edited. */
static int check_counts(const json_t *object, const struct place *outer, const struct result *result,
			struct error *err)
{
	const struct result_counts counts = result_count(result);
	const struct {
		const char *name;
		unsigned count;
	} rows[] = {
		{"pass", counts.passed},         {"fail", counts.failed},  {"known", counts.known},
		{"fixed", counts.fixed},         {"skip", counts.skipped}, {"error", counts.errors},
		{"unchecked", counts.unchecked},
	};
	const struct place place = {outer, "counts", 0};
	json_int_t number;
	int rc;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		rc = read_number(json_object_get(object, "counts"), rows[i].name, &place, UINT_MAX, &number,
				 err);
		if (rc < 0)
			return rc;
		if (number != rows[i].count)
			return misfit(&(struct place){&place, rows[i].name, 0}, err,
				      "does not agree with the points");
	}
	return 0;
}

static int read_result(const json_t *object, const struct place *place, struct result *result,
		       struct error *err)
{
	const json_t *run = json_object_get(object, "run"), *target = json_object_get(object, "target");
	json_int_t nanoseconds;
	int rc;

	if (!json_is_object(object))
		return misfit(place, err, "must be an object");
	rc = read_fields(object, place, result_fields, result, err);
	if (rc == 0)
		rc = read_number(run, "nanoseconds", &(struct place){place, "run", 0}, INT64_MAX,
				 &nanoseconds, err);
	if (rc == 0 && !result->target)
		rc = misfit(&(struct place){place, "target", 0}, err, "a result must name its target");
	if (rc == 0)
		rc = read_remarks(object, place, result, err);
	if (rc == 0)
		rc = read_points(object, place, result, err);
	if (rc == 0)
		rc = check_counts(object, place, result, err);
	if (rc < 0)
		return rc;
	result->nanoseconds = (uint64_t)nanoseconds;
	result->newer_than_tables = json_is_true(json_object_get(target, "newer_than_tables"));
	return 0;
}

static int check_head(const json_t *document, struct error *err)
{
	const char *format = json_string_value(json_object_get(document, "format"));
	const json_t *schema = json_object_get(document, "schema");

	if (!format || strcmp(format, DOCUMENT_FORMAT) != 0)
		return misfit(NULL, err,
			      "not a result of probetap (its `format` is not " DOCUMENT_FORMAT ")");
	if (!json_is_integer(schema) || json_integer_value(schema) < 1)
		return misfit(&(struct place){NULL, "schema", 0}, err, "must be a number from 1");
	if (json_integer_value(schema) > DOCUMENT_SCHEMA)
		return misfit(&(struct place){NULL, "schema", 0}, err,
			      "written by a newer probetap: read it with that version");
	return 0;
}

int document_read(const json_t *document, struct result ***results, size_t *count, struct error *err)
{
	const json_t *list = json_object_get(document, "results"), *object;
	const struct place place = {NULL, "results", 0};
	struct result **read = NULL;
	size_t index, done = 0;
	int rc = check_head(document, err);

	if (rc == 0 && !json_is_array(list))
		rc = misfit(&place, err, "must be a list of results");
	if (rc < 0)
		return rc;
	read = memory_zeroed(json_array_size(list) + 1, sizeof *read);
	json_array_foreach(list, index, object)
	{
		read[done++] = result_new();
		rc = read_result(object, &(struct place){&place, NULL, index}, read[index], err);
		if (rc < 0)
			break;
	}
	if (rc < 0) {
		while (done > 0)
			result_free(read[--done]);
		free(read);
		return rc;
	}
	*results = read;
	*count = done;
	return 0;
}

int document_read_point(const json_t *object, struct point *point, struct error *err)
{
	return read_point(object, NULL, point, err);
}
