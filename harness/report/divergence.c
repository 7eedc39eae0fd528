/* SPDX-License-Identifier: BSD-2-Clause */
#include "divergence.h"

#include <probetap/buffer.h>
#include <probetap/memory.h>

#include <stdlib.h>
#include <string.h>

enum {
	CONTEXT = 2,                 /* equal events that are shown around a difference */
	LINES_MAX = 60,              /* of one lane; a program gone astray differs in every event */
	TABLE_MAX = 4 * 1000 * 1000, /* cells of the table of common subsequences */
};

struct lane {
	int process, thread;
	const struct result_event **events;
	size_t count;
	bool taken;
};

struct lanes {
	struct lane *list;
	size_t count;
};

/* A marker's arguments that a case leaves unchecked: bit N stands for argument N. */
struct loose {
	const char *marker;
	unsigned arguments;
};

struct comparer {
	/* the directories that the two programs lay in, with a quote before; lengths 0: the same one */
	const char *home_a, *home_b;
	size_t length_a, length_b;
	struct loose *loose;
	size_t loose_count;
	const struct result_events *expected[2]; /* of both points */
};

/* ---- values, and items of tuples ---- */

/* A value, or an item of one, as value_format wrote it. */
struct words {
	const char *text;
	size_t length;
};

static struct words words_of(const char *text)
{
	return (struct words){text, strlen(text)};
}

static bool begins_with(struct words words, const char *with, size_t length)
{
	return words.length >= length && memcmp(words.text, with, length) == 0;
}

static bool ends_with(struct words words, const char *with)
{
	size_t length = strlen(with);

	return words.length >= length && memcmp(words.text + words.length - length, with, length) == 0;
}

static bool same_words(struct words a, struct words b)
{
	return a.length == b.length && memcmp(a.text, b.text, a.length) == 0;
}

/* Where the item that begins at `at` ends: at its comma, or at the `)` of its tuple. */
static const char *item_end(const char *at)
{
	unsigned depth = 0;
	bool quoted = false;

	for (; *at; at++) {
		if (quoted) {
			at += *at == '\\' && at[1];
			quoted = *at != '"';
		} else if (*at == '"')
			quoted = true;
		else if (*at == '(')
			depth++;
		else if (depth == 0 && (*at == ',' || *at == ')'))
			break;
		else if (*at == ')')
			depth--;
	}
	return at;
}

/* The next item of the tuple; `at` is behind its `(`, or behind the last item. */
static bool next_item(const char **at, struct words *item)
{
	const char *end;

	if (**at == ',')
		*at += strspn(*at, ", ");
	if (**at == ')' || !**at)
		return false;
	end = item_end(*at);
	*item = (struct words){*at, (size_t)(end - *at)};
	*at = end;
	return true;
}

static size_t count_items(struct words tuple)
{
	const char *at = tuple.text + 1;
	struct words item;
	size_t count = 0;

	while (next_item(&at, &item))
		count++;
	return count;
}

/* ---- what may differ ---- */

/* The first value that is an absolute path. */
static struct words first_path(const struct result_events *events)
{
	for (size_t i = 0; i < events->count; i++)
		for (size_t k = 0; k < events->list[i].value_count; k++)
			if (strncmp(events->list[i].values[k], "\"/", 2) == 0)
				return words_of(events->list[i].values[k]);
	/* Only where there is no other: what an audit event passes need not be of the program. */
	for (size_t i = 0; i < events->count; i++)
		for (size_t k = 0; k < events->list[i].value_count; k++)
			if (strncmp(events->list[i].values[k], "(\"/", 3) == 0) {
				const char *path = events->list[i].values[k] + 1;
				return (struct words){path, (size_t)(item_end(path) - path)};
			}
	return (struct words){NULL, 0};
}

/* Two paths of the same file below two directories: the directories are what is left without the common end.
 */
static void find_homes(struct comparer *comparer, const struct point *a, const struct point *b)
{
	struct words path_a = first_path(&a->got), path_b = first_path(&b->got);
	size_t end = 0, common = 0;

	while (end < path_a.length && end < path_b.length &&
	       path_a.text[path_a.length - 1 - end] == path_b.text[path_b.length - 1 - end])
		if (path_a.text[path_a.length - 1 - end++] == '/')
			common = end;
	if (common == 0 || (end == path_a.length && end == path_b.length))
		return;
	comparer->home_a = path_a.text;
	comparer->home_b = path_b.text;
	comparer->length_a = path_a.length - common;
	comparer->length_b = path_b.length - common;
}

static struct loose *loose_of(struct comparer *comparer, const char *marker, bool add)
{
	struct loose *loose;

	for (size_t i = 0; i < comparer->loose_count; i++)
		if (strcmp(comparer->loose[i].marker, marker) == 0)
			return &comparer->loose[i];
	if (!add)
		return NULL;
	comparer->loose = memory_grow(comparer->loose, comparer->loose_count, sizeof *comparer->loose);
	loose = &comparer->loose[comparer->loose_count++];
	loose->marker = marker;
	return loose;
}

static void find_loose(struct comparer *comparer, const struct result_events *expected)
{
	for (size_t i = 0; i < expected->count; i++) {
		const struct result_event *event = &expected->list[i];

		for (size_t k = 0; k < event->value_count && k < 8 * sizeof(unsigned); k++)
			if (event->values[k][0] == '_' || event->values[k][0] == '?')
				loose_of(comparer, event->marker, true)->arguments |= 1u << k;
	}
}

static bool same_below_homes(const struct comparer *comparer, struct words a, struct words b)
{
	size_t length_a = comparer->length_a, length_b = comparer->length_b;

	return length_a && begins_with(a, comparer->home_a, length_a) &&
	       begins_with(b, comparer->home_b, length_b) &&
	       same_words((struct words){a.text + length_a, a.length - length_a},
			  (struct words){b.text + length_b, b.length - length_b});
}

static bool is_tuple(struct words words)
{
	return begins_with(words, "(", 1);
}

/* "tuple[2]": only the size is known, as in documents that are older than the items. */
static bool same_size(struct words a, struct words b)
{
	static const char size[] = "tuple[";

	if (!begins_with(a, size, strlen(size)) || !is_tuple(b))
		return false;
	return strtoul(a.text + strlen(size), NULL, 10) == count_items(b);
}

static bool is_unchecked(struct words words)
{
	return begins_with(words, "_", 1) || begins_with(words, "?", 1) || begins_with(words, "tuple[", 6);
}

static bool same_part(const struct comparer *comparer, struct words a, struct words b, struct words pattern);

/* Item by item, but for those that the pattern (an expected tuple, or nothing) leaves unchecked. */
static bool same_items(const struct comparer *comparer, struct words a, struct words b, struct words pattern)
{
	const char *at_a = a.text + 1, *at_b = b.text + 1,
		   *at_pattern = is_tuple(pattern) ? pattern.text + 1 : ")";
	struct words item_a, item_b;

	while (next_item(&at_a, &item_a)) {
		struct words item_pattern = {"", 0};

		next_item(&at_pattern, &item_pattern);
		if (!next_item(&at_b, &item_b))
			return false;
		if (!is_unchecked(item_pattern) && !same_part(comparer, item_a, item_b, item_pattern))
			return false;
	}
	return !next_item(&at_b, &item_b);
}

/* What was cut on one side is not known on that side: there is nothing to compare it with. */
static bool same_part(const struct comparer *comparer, struct words a, struct words b, struct words pattern)
{
	if (same_words(a, b) || same_below_homes(comparer, a, b) || same_size(a, b) || same_size(b, a))
		return true;
	if (is_tuple(a) && is_tuple(b))
		return same_items(comparer, a, b, pattern);
	return ends_with(a, "... (cut)") || ends_with(b, "... (cut)");
}

/* The tuple that the case expects in an event of that marker and that first value: it may leave items
 * unchecked. */
static bool same_but_for_unchecked(const struct comparer *comparer, const struct result_event *a,
				   const struct result_event *b, size_t which)
{
	for (size_t side = 0; side < 2; side++)
		for (size_t i = 0; i < comparer->expected[side]->count; i++) {
			const struct result_event *expected = &comparer->expected[side]->list[i];

			if (strcmp(expected->marker, a->marker) != 0 || expected->value_count <= which ||
			    strcmp(expected->values[0], a->values[0]) != 0)
				continue;
			if (is_unchecked(words_of(expected->values[which])) ||
			    same_items(comparer, words_of(a->values[which]), words_of(b->values[which]),
				       words_of(expected->values[which])))
				return true;
		}
	return false;
}

static bool same_value(const struct comparer *comparer, const struct result_event *a,
		       const struct result_event *b, size_t which)
{
	struct words value_a = words_of(a->values[which]), value_b = words_of(b->values[which]);

	if (same_words(value_a, value_b) || same_below_homes(comparer, value_a, value_b) ||
	    same_size(value_a, value_b) || same_size(value_b, value_a))
		return true;
	if (!is_tuple(value_a) || !is_tuple(value_b))
		return false;
	return same_items(comparer, value_a, value_b, (struct words){"", 0}) ||
	       (which > 0 && same_but_for_unchecked(comparer, a, b, which));
}

static bool same_event(struct comparer *comparer, const struct result_event *a, const struct result_event *b)
{
	const struct loose *loose;

	if (strcmp(a->marker, b->marker) != 0 || a->value_count != b->value_count)
		return false;
	loose = loose_of(comparer, a->marker, false);
	for (size_t i = 0; i < a->value_count; i++)
		if (!(loose && i < 8 * sizeof(unsigned) && loose->arguments & 1u << i) &&
		    !same_value(comparer, a, b, i))
			return false;
	return true;
}

/* ---- lanes ---- */

static void add_to_lane(struct lanes *lanes, const struct result_event *event)
{
	struct lane *lane = NULL;

	for (size_t i = 0; i < lanes->count && !lane; i++)
		if (lanes->list[i].process == event->process && lanes->list[i].thread == event->thread)
			lane = &lanes->list[i];
	if (!lane) {
		lanes->list = memory_grow(lanes->list, lanes->count, sizeof *lanes->list);
		lane = &lanes->list[lanes->count++];
		lane->process = event->process;
		lane->thread = event->thread;
	}
	lane->events = memory_grow(lane->events, lane->count, sizeof *lane->events);
	lane->events[lane->count++] = event;
}

static struct lanes lanes_of(const struct result_events *events)
{
	struct lanes lanes = {0};

	for (size_t i = 0; i < events->count; i++)
		add_to_lane(&lanes, &events->list[i]);
	return lanes;
}

static void lanes_fini(struct lanes *lanes)
{
	for (size_t i = 0; i < lanes->count; i++)
		free(lanes->list[i].events);
	free(lanes->list);
}

static bool same_lane(struct comparer *comparer, const struct lane *a, const struct lane *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (!same_event(comparer, a->events[i], b->events[i]))
			return false;
	return true;
}

/* Threads start in any order: lanes that say the same belong together whatever their numbers. */
static void pair_equal_lanes(struct comparer *comparer, struct lanes *a, struct lanes *b)
{
	for (size_t i = 0; i < a->count; i++)
		for (size_t k = 0; k < b->count && !a->list[i].taken; k++)
			if (!b->list[k].taken && same_lane(comparer, &a->list[i], &b->list[k]))
				a->list[i].taken = b->list[k].taken = true;
}

static struct lane *next_lane(struct lanes *lanes)
{
	for (size_t i = 0; i < lanes->count; i++) {
		if (!lanes->list[i].taken) {
			lanes->list[i].taken = true;
			return &lanes->list[i];
		}
	}
	return NULL;
}

/* ---- one lane against another: the longest common subsequence ---- */

struct step {
	char mark; /* ' ', '-' or '+' */
	const struct result_event *event;
};

struct steps {
	struct step *list;
	size_t count;
};

static void add_step(struct steps *steps, char mark, const struct result_event *event)
{
	steps->list = memory_grow(steps->list, steps->count, sizeof *steps->list);
	steps->list[steps->count++] = (struct step){mark, event};
}

static void add_middle(struct comparer *comparer, const struct result_event **a, size_t n,
		       const struct result_event **b, size_t m, struct steps *steps)
{
	size_t width = m + 1, i = 0, k = 0;
	unsigned *best;

	if (n && m > TABLE_MAX / n) { /* one behind the other: as true, only less helpful */
		for (; i < n; i++)
			add_step(steps, '-', a[i]);
		for (; k < m; k++)
			add_step(steps, '+', b[k]);
		return;
	}
	best = memory_zeroed((n + 1) * width, sizeof *best);
	for (i = n; i-- > 0;)
		for (k = m; k-- > 0;) {
			unsigned down = best[(i + 1) * width + k], right = best[i * width + k + 1];

			best[i * width + k] = same_event(comparer, a[i], b[k])
						      ? best[(i + 1) * width + k + 1] + 1
						      : (down > right ? down : right);
		}
	for (i = k = 0; i < n || k < m;) {
		if (i < n && k < m && same_event(comparer, a[i], b[k])) {
			add_step(steps, ' ', a[i++]);
			k++;
		} else if (k >= m || (i < n && best[(i + 1) * width + k] >= best[i * width + k + 1]))
			add_step(steps, '-', a[i++]);
		else
			add_step(steps, '+', b[k++]);
	}
	free(best);
}

static struct steps steps_between(struct comparer *comparer, const struct lane *a, const struct lane *b)
{
	static const struct lane nothing;
	struct steps steps = {0};
	size_t head = 0, tail = 0;

	a = a ? a : &nothing;
	b = b ? b : &nothing;
	while (head < a->count && head < b->count && same_event(comparer, a->events[head], b->events[head]))
		head++;
	while (tail < a->count - head && tail < b->count - head &&
	       same_event(comparer, a->events[a->count - 1 - tail], b->events[b->count - 1 - tail]))
		tail++;
	for (size_t i = 0; i < head; i++)
		add_step(&steps, ' ', a->events[i]);
	add_middle(comparer, a->events + head, a->count - head - tail, b->events + head,
		   b->count - head - tail, &steps);
	for (size_t i = a->count - tail; i < a->count; i++)
		add_step(&steps, ' ', a->events[i]);
	return steps;
}

/* ---- words ---- */

static bool is_near_difference(const struct steps *steps, size_t at)
{
	size_t from = at > CONTEXT ? at - CONTEXT : 0;

	for (size_t i = from; i < steps->count && i <= at + CONTEXT; i++)
		if (steps->list[i].mark != ' ')
			return true;
	return false;
}

static void add_steps(struct buffer *text, const struct steps *steps)
{
	size_t lines = 0, skipped = 0;

	for (size_t i = 0; i < steps->count; i++) {
		const struct step *step = &steps->list[i];

		if (!is_near_difference(steps, i)) {
			skipped++;
			continue;
		}
		if (skipped)
			buffer_printf(text, "  (%zu equal events)\n", skipped);
		skipped = 0;
		if (++lines > LINES_MAX) {
			buffer_printf(text, "  (and so on: %zu events more)\n", steps->count - i);
			return;
		}
		buffer_printf(text, "%c %s", step->mark, step->event->marker);
		for (size_t k = 0; k < step->event->value_count; k++)
			buffer_printf(text, "  %s", step->event->values[k]);
		buffer_add_text(text, "\n");
	}
	if (skipped)
		buffer_printf(text, "  (%zu equal events)\n", skipped);
}

char *divergence_text(const struct point *a, const struct point *b)
{
	struct lanes lanes_a = lanes_of(&a->got), lanes_b = lanes_of(&b->got);
	bool several = lanes_a.count > 1 || lanes_b.count > 1;
	struct comparer comparer = {0};
	struct lane *lane_a, *lane_b;
	struct buffer text = {0};

	comparer.expected[0] = &a->expected;
	comparer.expected[1] = &b->expected;
	find_homes(&comparer, a, b);
	find_loose(&comparer, &a->expected);
	find_loose(&comparer, &b->expected);
	pair_equal_lanes(&comparer, &lanes_a, &lanes_b);
	for (;;) {
		lane_a = next_lane(&lanes_a);
		lane_b = next_lane(&lanes_b);
		if (!lane_a && !lane_b)
			break;
		struct steps steps = steps_between(&comparer, lane_a, lane_b);
		const struct lane *named = lane_a ? lane_a : lane_b;

		if (several)
			buffer_printf(&text, "  process %d, thread %d:\n", named->process, named->thread);
		add_steps(&text, &steps);
		free(steps.list);
	}
	lanes_fini(&lanes_a);
	lanes_fini(&lanes_b);
	free(comparer.loose);
	return text.length ? buffer_take(&text) : (buffer_fini(&text), NULL);
}
