/* SPDX-License-Identifier: BSD-2-Clause */
/* What is wrong, in one sentence that a packager understands. */
#include "assign.h"
#include "describe.h"

#include <probetap/memory.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- one event with other values ---- */

static const struct value *bound_value(const struct story *story, const char *name)
{
	const struct bindings *bindings = story->rows->bindings;

	for (size_t i = 0; i < bindings->count; i++)
		if (strcmp(bindings->list[i].name, name) == 0)
			return bindings->list[i].value;
	return NULL;
}

static void tell_expected(const struct story *story, const struct pattern *pattern, struct buffer *into)
{
	const struct value *before = pattern->kind == PATTERN_BIND ? bound_value(story, pattern->word) : NULL;

	buffer_add_text(into, ", expected ");
	if (before)
		describe_value(story, before, into);
	else
		describe_pattern(story, pattern, into);
	if (before)
		buffer_printf(into, " as before (?%s)", pattern->word);
}

/* Two long texts look alike in a line: say where they part. */
static void tell_parting(const struct pattern *pattern, const struct value *value, struct buffer *into)
{
	size_t at = 0;

	if (pattern->kind != PATTERN_VALUE || pattern->value.kind != VALUE_TEXT ||
	    value->kind != VALUE_TEXT || (pattern->value.length < 32 && value->length < 32))
		return;
	while (at < pattern->value.length && at < value->length && pattern->value.text[at] == value->text[at])
		at++;
	buffer_printf(into, " (they part at byte %zu)", at);
}

static bool is_whole(const struct value *value)
{
	return value->kind != VALUE_UNREADABLE && !value->cut;
}

/* What the pattern lets through beside other values: names as they are bound so far. */
static bool admits(const struct story *story, const struct pattern *pattern, const struct value *value)
{
	size_t bound = story->rows->bindings->count;
	bool admitted = pattern_admits(pattern, value, story->rows->bindings);

	story->rows->bindings->count = bound;
	return admitted;
}

/* Two tuples of the same length: only what differs of them is of interest, as deep as it lies. Says "item 2
 * of " for each tuple on the way, the innermost first. */
static void find_item(const struct story *story, const struct pattern **pattern, const struct value **value,
		      struct buffer *into)
{
	struct buffer way = {0}, outer = {0};

	while ((*pattern)->kind == PATTERN_TUPLE && (*value)->kind == VALUE_TUPLE && !(*value)->cut &&
	       (*value)->item_count == (*pattern)->item_count) {
		size_t i = 0;

		while (i < (*pattern)->item_count &&
		       admits(story, &(*pattern)->items[i], &(*value)->items[i]))
			i++;
		if (i == (*pattern)->item_count) /* only together: a ?name of its own twice */
			break;
		*value = &(*value)->items[i];
		*pattern = &(*pattern)->items[i];
		buffer_printf(&outer, "item %zu of %s", i + 1, buffer_text(&way));
		buffer_clear(&way);
		buffer_add(&way, outer.data, outer.length);
		buffer_clear(&outer);
	}
	buffer_add_text(into, buffer_text(&way));
	buffer_fini(&way);
	buffer_fini(&outer);
}

static void tell_value(const struct story *story, const struct pattern *pattern, const struct value *value,
		       const char *verb, struct buffer *into)
{
	if (pattern->kind == PATTERN_TUPLE && value->kind == VALUE_TUPLE && !value->cut &&
	    value->item_count != pattern->item_count) {
		buffer_printf(into, "%s%s%zu items, ", *verb ? "has" : "", *verb ? " " : "",
			      value->item_count);
		buffer_printf(into, "expected %zu: ", pattern->item_count);
		describe_value(story, value, into);
		buffer_add_text(into, " instead of ");
		describe_pattern(story, pattern, into);
		return;
	}
	if (is_whole(value)) {
		buffer_printf(into, "%s ", verb);
		describe_value(story, value, into);
	} else if (value->cut)
		buffer_printf(into, "is longer than %zu %s and was cut",
			      value->kind == VALUE_TUPLE ? value->item_count : value->length,
			      value->kind == VALUE_TUPLE ? "items" : "bytes");
	else
		buffer_printf(into, "could not be read (address 0x%" PRIx64 ")", value->pointer);
	tell_expected(story, pattern, into);
	tell_parting(pattern, value, into);
}

/* The only value of a marker that has one: nothing else tells which event is meant. */
static void tell_only(const struct story *story, const struct row *row, const struct marker *marker,
		      struct buffer *into)
{
	const char *name = marker->arguments[0].name;

	if (is_whole(&row->event->values[0]))
		buffer_printf(into, "%s has %s", marker->name, name);
	else
		buffer_printf(into, "%s of %s ", name, marker->name);
	tell_value(story, &row->step->patterns[0], &row->event->values[0], "", into);
}

static void tell_differing(const struct story *story, const struct row *row, struct buffer *into)
{
	const struct marker *marker = &story->contract->markers[row->step->marker];
	struct view expected = view_of_step(row->step);
	const char *separator = "";

	if (marker->argument_count == 1 && row->step->pattern_count == 1) {
		tell_only(story, row, marker, into);
		return;
	}
	for (unsigned i = 0; i < row->step->pattern_count; i++) {
		if (!(row->differs & 1U << i))
			continue;
		const struct pattern *pattern = &row->step->patterns[i];
		const struct value *value = &row->event->values[i];

		buffer_add_text(into, separator);
		find_item(story, &pattern, &value, into);
		buffer_printf(into, "%s of ",
			      i < marker->argument_count ? marker->arguments[i].name : "a value");
		if (!*separator)
			describe_name(story, &expected, into);
		else
			buffer_add_text(into, "it");
		buffer_add_text(into, " ");
		tell_value(story, pattern, value, "is", into);
		separator = "; ";
	}
}

/* ---- an event that is missing or surplus ---- */

static bool step_equals(const struct story *story, const struct step *step, const struct event *event)
{
	size_t bound = story->rows->bindings->count;
	bool equal = step_difference(step, event, story->rows->bindings) == 0;

	story->rows->bindings->count = bound;
	return equal;
}

/* The nearest row from `row` on, or from it back, that has the same event on both sides. */
static const struct row *equal_row(const struct story *story, size_t row, int step)
{
	for (; row < story->rows->count; row += (size_t)step)
		if (story->rows->list[row].mark == ROW_EQUAL)
			return &story->rows->list[row];
	return NULL;
}

static bool came_later(const struct story *story, const struct step *step)
{
	for (size_t i = 0; i < story->rows->count; i++)
		if (story->rows->list[i].mark == ROW_SURPLUS &&
		    step_equals(story, step, story->rows->list[i].event))
			return true;
	return false;
}

/* The row that expects the event; rows->count if there is none. */
static size_t expected_later(const struct story *story, const struct event *event)
{
	size_t i = 0;

	while (i < story->rows->count && !(story->rows->list[i].mark == ROW_MISSING &&
					   step_equals(story, story->rows->list[i].step, event)))
		i++;
	return i;
}

static void tell_neighbour(const struct story *story, const char *relation, const struct row *neighbour,
			   struct buffer *into)
{
	struct view view;

	if (!neighbour)
		return;
	view = view_of_event(neighbour->event);
	buffer_printf(into, ", expected %s ", relation);
	describe(story, &view, into);
}

/* A thread which is as no stream says. */
static bool is_foreign(const struct story *story, const struct lane *lane)
{
	for (size_t i = 0; i < story->streams->count; i++) {
		struct bindings alone = {0};
		bool equal = roles_agree(&story->streams->list[i], lane, story->main_process) &&
			     stream_equals(&story->streams->list[i], lane, &alone);

		bindings_fini(&alone);
		if (equal)
			return false;
	}
	return lane != story->lane;
}

static const struct lane *came_in_other_lane(const struct story *story, const struct step *step)
{
	for (size_t i = 0; i < story->lanes->count; i++) {
		const struct lane *lane = &story->lanes->list[i];
		bool foreign = is_foreign(story, lane);

		for (size_t k = 0; foreign && k < lane->count; k++)
			if (step_equals(story, step, lane->events[k]))
				return lane;
	}
	return NULL;
}

/* The process of the thread that diverges; 0 where it is not known. */
static pid_t process_of(const struct story *story)
{
	if (story->lane->count)
		return story->lane->process;
	return story->stream->process ? 0 : story->main_process;
}

static void tell_missing(const struct story *story, const struct row *row, struct buffer *into)
{
	struct view expected = view_of_step(row->step);
	const struct lane *other = came_in_other_lane(story, row->step);

	describe(story, &expected, into);
	if (came_later(story, row->step)) {
		buffer_add_text(into, " came out of order: too late");
		tell_neighbour(story, "before", equal_row(story, 0, 1), into);
	} else if (other)
		buffer_printf(into, " fired in another %s than the case says",
			      other->process == process_of(story) ? "thread" : "process");
	else
		buffer_add_text(into, " did not fire");
}

static void tell_surplus(const struct story *story, const struct row *row, struct buffer *into)
{
	struct view came = view_of_event(row->event);
	size_t prefix = story->rows->prefix, missing = expected_later(story, row->event);

	describe(story, &came, into);
	if (missing < story->rows->count) {
		buffer_add_text(into, " came out of order: too early");
		tell_neighbour(story, "after", equal_row(story, missing, -1), into);
	} else if (prefix && step_equals(story, story->stream->steps[prefix - 1], row->event))
		buffer_add_text(into, " fired once more than expected");
	else if (story->expectation->none)
		buffer_add_text(into, " fired, and the case says that nothing may");
	else
		buffer_add_text(into, " fired and was not expected");
}

/* ---- all of it ---- */

static void tell_silence(const struct story *story, struct buffer *into)
{
	struct view first = view_of_step(story->streams->list[0].steps[0]);

	buffer_printf(into, "no event at all: %zu expected, the first one ", streams_events(story->streams));
	describe(story, &first, into);
}

static void tell_whose(const struct story *story, struct buffer *into)
{
	const struct stream *stream = story->stream;

	if (stream->process)
		buffer_printf(into, "process `%s`%s", stream->process, stream->thread ? ", " : ": ");
	if (stream->thread)
		buffer_printf(into, "thread `%s`: ", stream->thread);
	if (stream->count == 0 && story->streams->count > 0)
		buffer_add_text(into, "a thread that the case does not name: ");
}

char *sentence_of(const struct story *story)
{
	const struct rows *rows = story->rows;
	struct buffer into = {0};

	if (story->lanes->count == 0 && story->streams->count > 0)
		tell_silence(story, &into);
	else if (rows->count == 0)
		buffer_add_text(&into,
				story->streams->count == 0
					? "the expectation is empty and does not say `none`"
					: "each thread is as the case says, but not all together: a ?name "
					  "differs between them, or they are in other processes");
	else {
		tell_whose(story, &into);
		switch (rows->list[0].mark) {
		case ROW_MISSING: tell_missing(story, &rows->list[0], &into); break;
		case ROW_SURPLUS: tell_surplus(story, &rows->list[0], &into); break;
		default: tell_differing(story, &rows->list[0], &into); break;
		}
	}
	return buffer_take(&into);
}
