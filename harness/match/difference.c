/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Both sides around the first divergence:
 *
 *     #  expected                                 | came
 *     =  function__entry   $file  "boom"  8       | function__entry   $file  "boom"  8
 *     -  function__return  $file  "boom"  9       |
 *     unwind.py:9: raise ValueError
 *     unwind.case:14
 */
#include "describe.h"

#include <probetap/memory.h>
#include <probetap/path.h>

#include <stdlib.h>
#include <string.h>

enum { CONTEXT = 3, ROWS_SHOWN_MAX = 16, COLUMN_MAX = 100 };

struct line {
	char mark;
	char *expected, *came;
};

struct table {
	struct line lines[CONTEXT + ROWS_SHOWN_MAX];
	size_t count, width;
};

static char *step_text(const struct story *story, const struct step *step)
{
	struct buffer into = {0};

	if (!step)
		return memory_text("");
	buffer_add_text(&into, story->contract->markers[step->marker].name);
	for (unsigned i = 0; i < step->pattern_count; i++) {
		buffer_add_text(&into, "  ");
		describe_pattern(story, &step->patterns[i], &into);
	}
	return buffer_take(&into);
}

static char *event_text(const struct story *story, const struct event *event)
{
	struct buffer into = {0};

	if (!event)
		return memory_text("");
	buffer_add_text(&into, story->contract->markers[event->marker].name);
	for (unsigned i = 0; i < event->value_count; i++) {
		buffer_add_text(&into, "  ");
		describe_value(story, &event->values[i], &into);
	}
	return buffer_take(&into);
}

static void add_line(struct table *table, const struct story *story, char mark, const struct step *step,
		     const struct event *event)
{
	struct line *line = &table->lines[table->count++];
	size_t width;

	*line = (struct line){mark, step_text(story, step), event_text(story, event)};
	width = strlen(line->expected);
	if (width > table->width)
		table->width = width < COLUMN_MAX ? width : COLUMN_MAX;
}

static void fill_table(struct table *table, const struct story *story)
{
	const struct rows *rows = story->rows;
	size_t first = rows->prefix > CONTEXT ? rows->prefix - CONTEXT : 0;

	table->width = strlen("expected");
	for (size_t i = first; i < rows->prefix; i++)
		add_line(table, story, ROW_EQUAL, story->stream->steps[i], story->lane->events[i]);
	for (size_t i = 0; i < rows->count && i < ROWS_SHOWN_MAX; i++)
		add_line(table, story, (char)rows->list[i].mark, rows->list[i].step, rows->list[i].event);
}

static void print_table(struct table *table, struct buffer *into)
{
	buffer_printf(into, "#  %-*s | came\n", (int)table->width, "expected");
	for (size_t i = 0; i < table->count; i++) {
		struct line *line = &table->lines[i];

		buffer_printf(into, "%c  %-*s |%s%s\n", line->mark, (int)table->width, line->expected,
			      *line->came ? " " : "", line->came);
		free(line->expected);
		free(line->came);
	}
}

static void print_rest(const struct story *story, struct buffer *into)
{
	const struct rows *rows = story->rows;
	size_t steps = story->stream->count - rows->prefix, events = story->lane->count - rows->prefix;

	for (size_t i = 0; i < rows->count && i < ROWS_SHOWN_MAX; i++) {
		steps -= rows->list[i].step != NULL;
		events -= rows->list[i].event != NULL;
	}
	if (steps || events)
		buffer_printf(into, "   … %zu more expected, %zu more came\n", steps, events);
}

/* "unwind.py:9: raise ValueError" */
static void print_source(const struct story *story, const struct view *view, unsigned *printed,
			 struct buffer *into)
{
	const char *file, *text;
	unsigned line;
	size_t length, blanks;

	if (!story->case_file || !place_of(story, view, &file, &line) || line == *printed)
		return;
	text = case_line(story->case_file, file, line, &length);
	if (!text)
		return;
	*printed = line;
	for (blanks = 0; blanks < length && (text[blanks] == ' ' || text[blanks] == '\t'); blanks++)
		;
	buffer_printf(into, "%s:%u: %.*s\n", path_base(file), line, (int)(length - blanks), text + blanks);
}

char *difference_of(const struct story *story)
{
	const struct row *row = story->rows->count ? &story->rows->list[0] : NULL;
	struct table table = {0};
	struct buffer into = {0};
	unsigned printed = 0;

	fill_table(&table, story);
	print_table(&table, &into);
	print_rest(story, &into);
	if (row && row->step) {
		struct view view = view_of_step(row->step);

		print_source(story, &view, &printed, &into);
	}
	if (row && row->event) {
		struct view view = view_of_event(row->event);

		print_source(story, &view, &printed, &into);
	}
	if (row && row->step && row->step->line && story->case_file)
		buffer_printf(&into, "%s:%u\n", path_base(case_path(story->case_file)), row->step->line);
	return buffer_take(&into);
}
