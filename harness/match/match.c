/* SPDX-License-Identifier: BSD-2-Clause */
#include <probetap/match.h>

#include "align.h"
#include "assign.h"
#include "describe.h"

#include <probetap/memory.h>

#include <stdlib.h>
#include <string.h>

/* ---- the pair to explain ---- */

static const struct stream no_stream;
static const struct lane no_lane;

static bool equal_alone(const struct stream *stream, const struct lane *lane)
{
	struct bindings bindings = {0};
	bool equal = stream_equals(stream, lane, &bindings);

	bindings_fini(&bindings);
	return equal;
}

static size_t prefix_alone(const struct stream *stream, const struct lane *lane)
{
	struct bindings bindings = {0};
	size_t prefix = stream_prefix(stream, lane, &bindings);

	bindings_fini(&bindings);
	return prefix;
}

/* Sets aside the pairs that are equal: what they leave over is what diverges. */
static void set_aside(const struct streams *streams, const struct lanes *lanes, pid_t main_process,
		      bool *stream_done, bool *lane_done)
{
	for (size_t i = 0; i < streams->count; i++)
		for (size_t k = 0; k < lanes->count && !stream_done[i]; k++)
			if (!lane_done[k] && roles_agree(&streams->list[i], &lanes->list[k], main_process) &&
			    equal_alone(&streams->list[i], &lanes->list[k]))
				stream_done[i] = lane_done[k] = true;
}

/* Of the lanes that may belong to the stream, the one that goes furthest with it. */
static const struct lane *nearest_lane(const struct stream *stream, const struct lanes *lanes,
				       pid_t main_process, const bool *done)
{
	const struct lane *best = &no_lane;
	size_t best_prefix = 0;

	for (size_t i = 0; i < lanes->count; i++) {
		size_t prefix;

		if (done[i] || !roles_agree(stream, &lanes->list[i], main_process))
			continue;
		prefix = prefix_alone(stream, &lanes->list[i]);
		if (best == &no_lane || prefix > best_prefix) {
			best = &lanes->list[i];
			best_prefix = prefix;
		}
	}
	return best;
}

/* The first process' main thread goes before all others: what is wrong there explains most. */
static void choose_pair(struct story *story)
{
	pid_t main_process = story->main_process;
	const struct streams *streams = story->streams;
	const struct lanes *lanes = story->lanes;
	bool *stream_done = memory_zeroed(streams->count, sizeof *stream_done),
	     *lane_done = memory_zeroed(lanes->count, sizeof *lane_done);
	bool found = false;

	set_aside(streams, lanes, main_process, stream_done, lane_done);
	for (size_t i = 0; i < lanes->count; i++)
		if (!lane_done[i] && (!found || lanes->list[i].thread == main_process)) {
			story->lane = &lanes->list[i];
			found = true;
		}
	for (size_t i = 0; i < streams->count; i++) {
		bool main_stream = !streams->list[i].process && !streams->list[i].thread;

		if (!stream_done[i] && (story->stream == &no_stream || main_stream)) {
			story->stream = &streams->list[i];
			story->lane = nearest_lane(story->stream, lanes, main_process, lane_done);
		}
	}
	free(stream_done);
	free(lane_done);
}

static void explain(struct story *story, struct match *match)
{
	struct bindings bindings = {0};
	struct rows rows;

	story->stream = &no_stream;
	story->lane = &no_lane;
	choose_pair(story);
	rows_init(&rows, story->stream, story->lane, &bindings);
	story->rows = &rows;
	match->sentence = sentence_of(story);
	match->difference = difference_of(story);
	rows_fini(&rows);
	bindings_fini(&bindings);
}

/* ---- the verdict ---- */

static unsigned count_wildcards(const struct step *steps, size_t count)
{
	unsigned wildcards = 0;

	for (size_t i = 0; i < count; i++) {
		for (unsigned k = 0; k < steps[i].pattern_count; k++)
			wildcards += pattern_wildcards(&steps[i].patterns[k]);
		wildcards += count_wildcards(steps[i].steps, steps[i].step_count);
	}
	return wildcards;
}

/* Nothing equals nothing only where the case says so. */
static bool everything_is_consumed(const struct expectation *expectation, const struct streams *streams,
				   const struct lanes *lanes, pid_t main_process)
{
	if (expectation->none || streams->count == 0)
		return expectation->none && streams->count == 0 && lanes->count == 0;
	return assignment_exists(streams, lanes, main_process);
}

void match_events(const struct expectation *expectation, const struct recording *recording,
		  pid_t main_process, const struct contract *contract, const struct case_file *case_file,
		  struct match *match)
{
	struct streams streams;
	struct lanes lanes;
	struct story story = {.expectation = expectation,
			      .contract = contract,
			      .case_file = case_file,
			      .streams = &streams,
			      .lanes = &lanes,
			      .main_process = main_process};

	*match = (struct match){.equal = false};
	streams_init(&streams, expectation);
	lanes_init(&lanes, recording);
	match->expected = streams_events(&streams);
	match->got = recording->count;
	match->unchecked = count_wildcards(expectation->steps, expectation->step_count);
	match->equal = everything_is_consumed(expectation, &streams, &lanes, main_process);
	if (!match->equal)
		explain(&story, match);
	streams_fini(&streams);
	lanes_fini(&lanes);
}

void match_fini(struct match *match)
{
	free(match->sentence);
	free(match->difference);
	*match = (struct match){.equal = false};
}

char *match_name(const struct contract *contract, const struct event *event)
{
	const struct expectation nothing = {.program = NULL};
	const struct story story = {.contract = contract, .expectation = &nothing};
	const struct view view = view_of_event(event);
	struct buffer into = {0};

	describe(&story, &view, &into);
	return buffer_take(&into);
}

/* ---- what a deviation silences ---- */

static size_t silence(struct step *steps, size_t *count, marker_set silent)
{
	size_t kept = 0, removed = 0;

	for (size_t i = 0; i < *count; i++) {
		struct step *step = &steps[i];
		bool goes = step->kind == STEP_EVENT && silent & (marker_set)1 << step->marker;

		removed += goes;
		if (step->kind != STEP_EVENT) {
			removed += silence(step->steps, &step->step_count, silent);
			goes = step->step_count == 0;
		}
		if (goes)
			step_fini(step);
		else
			steps[kept++] = *step;
	}
	*count = kept;
	return removed;
}

size_t match_silence(struct expectation *expectation, marker_set silent)
{
	size_t removed = silence(expectation->steps, &expectation->step_count, silent);

	expectation->wildcards = count_wildcards(expectation->steps, expectation->step_count);
	/* Where nothing is left, nothing may come. */
	expectation->none = expectation->none || expectation->step_count == 0;
	return removed;
}
