/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Threads have no names in a recording, so a thread block may be any of the threads that did what it says.
 * The search goes back where a choice turns out wrong, and takes the stream with the fewest choices first.
 */
#include "assign.h"

#include <probetap/memory.h>

#include <stdlib.h>
#include <string.h>

/* Beyond that the streams are too much alike to be told apart: no match. */
enum { ATTEMPTS_MAX = 1 << 20 };

struct search {
	const struct streams *streams;
	const struct lanes *lanes;
	bool *fits;      /* stream × lane, each pair for itself */
	size_t *order;   /* streams, those with the fewest choices first */
	size_t *choices; /* per stream */
	size_t *lane_of; /* per place in the order */
	bool *taken;     /* lanes */
	struct bindings bindings;
	size_t attempts;
};

bool roles_agree(const struct stream *stream, const struct lane *lane, pid_t main_process)
{
	return (stream->process == NULL) == (lane->process == main_process) &&
	       (stream->thread == NULL) == (lane->thread == lane->process);
}

static bool same_process(const struct stream *a, const struct stream *b)
{
	return a->process && b->process ? strcmp(a->process, b->process) == 0 : a->process == b->process;
}

/* Streams of one process go to lanes of one process, streams of two to lanes of two. */
static bool processes_agree(const struct search *search, size_t place, size_t lane)
{
	const struct stream *stream = &search->streams->list[search->order[place]];

	for (size_t i = 0; i < place; i++)
		if (same_process(&search->streams->list[search->order[i]], stream) !=
		    (search->lanes->list[search->lane_of[i]].process == search->lanes->list[lane].process))
			return false;
	return true;
}

static bool assign_from(struct search *search, size_t place)
{
	size_t stream, bound = search->bindings.count;

	if (place == search->streams->count)
		return true;
	stream = search->order[place];
	for (size_t lane = 0; lane < search->lanes->count; lane++) {
		if (search->taken[lane] || !search->fits[stream * search->lanes->count + lane] ||
		    !processes_agree(search, place, lane))
			continue;
		if (++search->attempts > ATTEMPTS_MAX)
			return false;
		search->taken[lane] = true;
		search->lane_of[place] = lane;
		if (stream_equals(&search->streams->list[stream], &search->lanes->list[lane],
				  &search->bindings) &&
		    assign_from(search, place + 1))
			return true;
		search->taken[lane] = false;
		search->bindings.count = bound;
	}
	return false;
}

static void try_pairs(struct search *search, pid_t main_process)
{
	for (size_t i = 0; i < search->streams->count; i++)
		for (size_t k = 0; k < search->lanes->count; k++) {
			const struct stream *stream = &search->streams->list[i];
			const struct lane *lane = &search->lanes->list[k];
			struct bindings alone = {0};

			search->fits[i * search->lanes->count + k] =
				roles_agree(stream, lane, main_process) &&
				stream_equals(stream, lane, &alone);
			search->choices[i] += search->fits[i * search->lanes->count + k];
			bindings_fini(&alone);
		}
}

static void sort_by_choices(struct search *search)
{
	for (size_t i = 0; i < search->streams->count; i++) {
		size_t place = i;

		for (; place > 0 && search->choices[search->order[place - 1]] > search->choices[i]; place--)
			search->order[place] = search->order[place - 1];
		search->order[place] = i;
	}
}

bool assignment_exists(const struct streams *streams, const struct lanes *lanes, pid_t main_process)
{
	size_t count = streams->count;
	struct search search = {.streams = streams, .lanes = lanes};
	bool found;

	if (count != lanes->count)
		return false;
	search.fits = memory_zeroed(count * count, sizeof *search.fits);
	search.order = memory_zeroed(count, sizeof *search.order);
	search.choices = memory_zeroed(count, sizeof *search.choices);
	search.lane_of = memory_zeroed(count, sizeof *search.lane_of);
	search.taken = memory_zeroed(count, sizeof *search.taken);
	try_pairs(&search, main_process);
	sort_by_choices(&search);
	found = assign_from(&search, 0);
	bindings_fini(&search.bindings);
	free(search.fits);
	free(search.order);
	free(search.choices);
	free(search.lane_of);
	free(search.taken);
	return found;
}
