/* SPDX-License-Identifier: BSD-2-Clause */
/* Events and expectations as texts, for reports. */
#include "suite.h"

#include <probetap/memory.h>

#include <stdlib.h>
#include <string.h>

static struct result_event *add_event(struct result_events *events, const char *marker)
{
	struct result_event *event;

	events->list = memory_grow(events->list, events->count, sizeof *events->list);
	event = &events->list[events->count++];
	event->marker = memory_text(marker);
	return event;
}

static void add_value(struct result_event *event, char *text)
{
	event->values = memory_grow(event->values, event->value_count, sizeof *event->values);
	event->values[event->value_count++] = text;
}

/* Numbers in order of appearance: the same for two runs whose pids differ. */
static int number_of(pid_t **seen, size_t *count, pid_t id)
{
	for (size_t i = 0; i < *count; i++)
		if ((*seen)[i] == id)
			return (int)i;
	*seen = memory_grow(*seen, *count, sizeof **seen);
	(*seen)[*count] = id;
	return (int)(*count)++;
}

void result_events_of_recording(const struct contract *contract, const struct recording *recording,
				struct result_events *events)
{
	pid_t *processes = NULL, *threads = NULL;
	size_t process_count = 0, thread_count = 0;

	for (size_t i = 0; i < recording->count; i++) {
		const struct event *from = &recording->events[i];
		struct result_event *event = add_event(events, contract->markers[from->marker].name);

		event->process = number_of(&processes, &process_count, from->process);
		event->thread = number_of(&threads, &thread_count, from->thread);
		event->time = from->time - recording->events[0].time;
		for (unsigned k = 0; k < from->value_count; k++) {
			struct buffer text = {0};

			value_format(&from->values[k], &text);
			add_value(event, buffer_take(&text));
		}
	}
	free(processes);
	free(threads);
}

static char *pattern_text(const struct pattern *pattern)
{
	struct buffer text = {0};

	pattern_format(pattern, &text);
	return buffer_take(&text);
}

struct lanes {
	const char **names;
	size_t count;
};

static int lane_of(struct lanes *lanes, const char *name)
{
	for (size_t i = 0; i < lanes->count; i++)
		if (strcmp(lanes->names[i], name) == 0)
			return (int)i + 1;
	lanes->names = memory_grow(lanes->names, lanes->count, sizeof *lanes->names);
	lanes->names[lanes->count] = name;
	return (int)++lanes->count;
}

static void add_steps(const struct contract *contract, const struct step *steps, size_t count, int process,
		      int thread, struct lanes *lanes, struct result_events *events)
{
	for (size_t i = 0; i < count; i++) {
		const struct step *step = &steps[i];

		if (step->kind != STEP_EVENT) {
			int lane = lane_of(lanes, step->name);

			add_steps(contract, step->steps, step->step_count,
				  step->kind == STEP_PROCESS ? lane : process, lane, lanes, events);
			continue;
		}
		struct result_event *event = add_event(events, contract->markers[step->marker].name);

		event->process = process;
		event->thread = thread;
		for (unsigned k = 0; k < step->pattern_count; k++)
			add_value(event, pattern_text(&step->patterns[k]));
	}
}

void result_events_of_expectation(const struct contract *contract, const struct expectation *expectation,
				  struct result_events *events)
{
	struct lanes lanes = {0};

	add_steps(contract, expectation->steps, expectation->step_count, 0, 0, &lanes, events);
	free(lanes.names);
}
