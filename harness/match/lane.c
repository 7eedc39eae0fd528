/* SPDX-License-Identifier: BSD-2-Clause */
#include "lane.h"

#include <probetap/memory.h>

#include <stdlib.h>
#include <string.h>

static bool same_name(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static void add_step(struct streams *streams, const char *process, const char *thread,
		     const struct step *step)
{
	struct stream *stream = NULL;

	for (size_t i = streams->count; i > 0 && !stream; i--)
		if (same_name(streams->list[i - 1].process, process) &&
		    same_name(streams->list[i - 1].thread, thread))
			stream = &streams->list[i - 1];
	if (!stream) {
		streams->list = memory_grow(streams->list, streams->count, sizeof *streams->list);
		stream = &streams->list[streams->count++];
		stream->process = process;
		stream->thread = thread;
	}
	stream->steps = memory_grow(stream->steps, stream->count, sizeof *stream->steps);
	stream->steps[stream->count++] = step;
}

static void add_steps(struct streams *streams, const char *process, const char *thread,
		      const struct step *steps, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct step *step = &steps[i];

		switch (step->kind) {
		case STEP_EVENT: add_step(streams, process, thread, step); break;
		case STEP_THREAD:
			add_steps(streams, process, step->name, step->steps, step->step_count);
			break;
		case STEP_PROCESS: add_steps(streams, step->name, NULL, step->steps, step->step_count); break;
		}
	}
}

void streams_init(struct streams *streams, const struct expectation *expectation)
{
	*streams = (struct streams){0};
	add_steps(streams, NULL, NULL, expectation->steps, expectation->step_count);
}

void streams_fini(struct streams *streams)
{
	for (size_t i = 0; i < streams->count; i++)
		free(streams->list[i].steps);
	free(streams->list);
}

size_t streams_events(const struct streams *streams)
{
	size_t events = 0;

	for (size_t i = 0; i < streams->count; i++)
		events += streams->list[i].count;
	return events;
}

void lanes_init(struct lanes *lanes, const struct recording *recording)
{
	*lanes = (struct lanes){0};
	for (size_t i = 0; i < recording->count; i++) {
		const struct event *event = &recording->events[i];
		struct lane *lane = NULL;

		for (size_t k = lanes->count; k > 0 && !lane; k--)
			if (lanes->list[k - 1].process == event->process &&
			    lanes->list[k - 1].thread == event->thread)
				lane = &lanes->list[k - 1];
		if (!lane) {
			lanes->list = memory_grow(lanes->list, lanes->count, sizeof *lanes->list);
			lane = &lanes->list[lanes->count++];
			lane->process = event->process;
			lane->thread = event->thread;
		}
		lane->events = memory_grow(lane->events, lane->count, sizeof *lane->events);
		lane->events[lane->count++] = event;
	}
}

void lanes_fini(struct lanes *lanes)
{
	for (size_t i = 0; i < lanes->count; i++)
		free(lanes->list[i].events);
	free(lanes->list);
}

/* ---- comparing ---- */

void bindings_fini(struct bindings *bindings)
{
	free(bindings->list);
	*bindings = (struct bindings){0};
}

/* A value that is not whole, or could not be read, equals nothing: not even a name that is free. */
static bool binding_admits(struct bindings *bindings, const char *name, const struct value *value)
{
	for (size_t i = 0; i < bindings->count; i++)
		if (strcmp(bindings->list[i].name, name) == 0)
			return value_equal(bindings->list[i].value, value);
	if (!value_equal(value, value))
		return false;
	bindings->list = memory_grow(bindings->list, bindings->count, sizeof *bindings->list);
	bindings->list[bindings->count++] = (struct binding){name, value};
	return true;
}

static bool items_admit(const struct pattern *pattern, const struct value *value, struct bindings *bindings)
{
	if (value->kind != VALUE_TUPLE || value->cut || value->item_count != pattern->item_count)
		return false;
	for (size_t i = 0; i < pattern->item_count; i++)
		if (!pattern_admits(&pattern->items[i], &value->items[i], bindings))
			return false;
	return true;
}

bool pattern_admits(const struct pattern *pattern, const struct value *value, struct bindings *bindings)
{
	switch (pattern->kind) {
	case PATTERN_VALUE: return value_equal(&pattern->value, value);
	case PATTERN_BIND: return binding_admits(bindings, pattern->word, value);
	case PATTERN_WILDCARD: return wildcard_admits(pattern->word, value);
	case PATTERN_TUPLE: return items_admit(pattern, value, bindings);
	case PATTERN_SIZE: return value->kind == VALUE_TUPLE && value->integer == pattern->value.integer;
	}
	return false;
}

unsigned step_difference(const struct step *step, const struct event *event, struct bindings *bindings)
{
	unsigned differs = 0;

	if (step->kind != STEP_EVENT || step->marker != event->marker ||
	    step->pattern_count != event->value_count)
		return DIFFERS_WHOLLY;
	for (unsigned i = 0; i < step->pattern_count; i++)
		if (!pattern_admits(&step->patterns[i], &event->values[i], bindings))
			differs |= 1U << i;
	return differs;
}

size_t stream_prefix(const struct stream *stream, const struct lane *lane, struct bindings *bindings)
{
	size_t shorter = stream->count < lane->count ? stream->count : lane->count, i;

	for (i = 0; i < shorter; i++) {
		size_t bound = bindings->count;

		if (step_difference(stream->steps[i], lane->events[i], bindings) == 0)
			continue;
		bindings->count = bound;
		break;
	}
	return i;
}

bool stream_equals(const struct stream *stream, const struct lane *lane, struct bindings *bindings)
{
	return stream->count == lane->count && stream_prefix(stream, lane, bindings) == stream->count;
}
