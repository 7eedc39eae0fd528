/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The cheapest way to turn what was expected into what came. A pair of the same marker with other values is
 * cheaper than a missing and a surplus event, the more so the fewer values differ: that is what a reader
 * would take for one event that is wrong.
 */
#include "align.h"

#include <probetap/memory.h>

#include <stdlib.h>

enum { WINDOW = 64, GAP = 3, PAIR = 2, IMPOSSIBLE = 1000 };

struct window {
	const struct step *const *steps;
	const struct event *const *events;
	size_t step_count, event_count;
	bool more; /* a side goes on behind the window: its end is no end */
	unsigned cost[WINDOW + 1][WINDOW + 1];
	unsigned differs[WINDOW][WINDOW];
};

static unsigned pair_cost(unsigned differs)
{
	if (differs & DIFFERS_WHOLLY)
		return IMPOSSIBLE;
	return differs ? PAIR + (unsigned)__builtin_popcount(differs) : 0;
}

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

static void fill(struct window *window, struct bindings *bindings)
{
	size_t bound = bindings->count;

	for (size_t i = 0; i <= window->step_count; i++)
		for (size_t k = 0; k <= window->event_count; k++) {
			unsigned cost = i || k ? IMPOSSIBLE * 1000 : 0;

			if (i)
				cost = least(cost, window->cost[i - 1][k] + GAP);
			if (k)
				cost = least(cost, window->cost[i][k - 1] + GAP);
			if (i && k) {
				window->differs[i - 1][k - 1] =
					step_difference(window->steps[i - 1], window->events[k - 1],
							bindings);
				bindings->count = bound;
				cost = least(cost, window->cost[i - 1][k - 1] +
							   pair_cost(window->differs[i - 1][k - 1]));
			}
			window->cost[i][k] = cost;
		}
}

/* Where to stop: at the end of both sides, or where the cheapest way leaves a window that goes on. */
static void find_end(const struct window *window, size_t *step, size_t *event)
{
	*step = window->step_count;
	*event = window->event_count;
	if (!window->more)
		return;
	for (size_t i = 1; i <= window->step_count; i++)
		if (window->cost[i][window->event_count] <= window->cost[*step][*event]) {
			*step = i;
			*event = window->event_count;
		}
	for (size_t k = 1; k <= window->event_count; k++)
		if (window->cost[window->step_count][k] <= window->cost[*step][*event]) {
			*step = window->step_count;
			*event = k;
		}
}

static void add_row(struct rows *rows, const struct row *row)
{
	rows->list = memory_grow(rows->list, rows->count, sizeof *rows->list);
	rows->list[rows->count++] = *row;
}

static void walk_back(struct rows *rows, const struct window *window)
{
	size_t i, k;

	find_end(window, &i, &k);
	while (i || k) {
		unsigned cost = window->cost[i][k];
		struct row row = {0};

		if (i && k && window->cost[i - 1][k - 1] + pair_cost(window->differs[i - 1][k - 1]) == cost) {
			row.differs = window->differs[i - 1][k - 1];
			row.mark = row.differs ? ROW_DIFFERS : ROW_EQUAL;
			row.step = window->steps[--i];
			row.event = window->events[--k];
		} else if (k && window->cost[i][k - 1] + GAP == cost) {
			row.mark = ROW_SURPLUS;
			row.event = window->events[--k];
		} else {
			row.mark = ROW_MISSING;
			row.step = window->steps[--i];
		}
		add_row(rows, &row);
	}
	for (i = 0, k = rows->count; i + 1 < k; i++) {
		struct row swap = rows->list[i];

		rows->list[i] = rows->list[--k];
		rows->list[k] = swap;
	}
}

void rows_init(struct rows *rows, const struct stream *stream, const struct lane *lane,
	       struct bindings *bindings)
{
	struct window *window = memory_zeroed(1, sizeof *window);
	size_t prefix = stream_prefix(stream, lane, bindings), steps = stream->count - prefix,
	       events = lane->count - prefix;

	*rows = (struct rows){.prefix = prefix, .bindings = bindings};
	window->steps = steps ? stream->steps + prefix : NULL;
	window->events = events ? lane->events + prefix : NULL;
	window->step_count = steps < WINDOW ? steps : WINDOW;
	window->event_count = events < WINDOW ? events : WINDOW;
	window->more = steps > WINDOW || events > WINDOW;
	fill(window, bindings);
	walk_back(rows, window);
	free(window);
}

void rows_fini(struct rows *rows)
{
	free(rows->list);
	*rows = (struct rows){0};
}
