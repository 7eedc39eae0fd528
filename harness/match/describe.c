/* SPDX-License-Identifier: BSD-2-Clause */
#include "describe.h"

#include <probetap/path.h>

#include <string.h>

enum { TEXT_SHOWN_MAX = 72 };

struct view view_of_step(const struct step *step)
{
	struct view view = {.marker = step->marker};

	for (unsigned i = 0; i < step->pattern_count; i++)
		if (step->patterns[i].kind == PATTERN_VALUE)
			view.values[i] = &step->patterns[i].value;
	return view;
}

struct view view_of_event(const struct event *event)
{
	struct view view = {.marker = event->marker};

	for (unsigned i = 0; i < event->value_count; i++)
		view.values[i] = &event->values[i];
	return view;
}

/* The view's value for the argument of that name. */
static const struct value *value_named(const struct story *story, const struct view *view, const char *name)
{
	const struct marker *marker = &story->contract->markers[view->marker];

	for (unsigned i = 0; i < marker->argument_count; i++)
		if (strcmp(marker->arguments[i].name, name) == 0)
			return view->values[i];
	return NULL;
}

void describe_name(const struct story *story, const struct view *view, struct buffer *into)
{
	static const char *const names[] = {"funcname", "modulename", "event"};
	const struct marker *marker = &story->contract->markers[view->marker];

	buffer_add_text(into, marker->name);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const struct value *value = value_named(story, view, names[i]);

		if (!value)
			continue;
		buffer_add_text(into, " of ");
		if (value->kind == VALUE_TEXT && value->length <= TEXT_SHOWN_MAX &&
		    !memchr(value->text, '`', value->length)) {
			struct buffer quoted = {0};

			buffer_add_quoted(&quoted, value->text, value->length);
			buffer_printf(into, "`%.*s`", (int)quoted.length - 2, quoted.data + 1);
			buffer_fini(&quoted);
		} else
			describe_value(story, value, into);
		return;
	}
	if (marker->argument_count && view->values[0] && view->values[0]->kind == VALUE_INTEGER)
		buffer_printf(into, " of %s %jd", marker->arguments[0].name,
			      (intmax_t)view->values[0]->integer);
}

bool place_of(const struct story *story, const struct view *view, const char **file, unsigned *line)
{
	const struct value *name = value_named(story, view, "filename"),
			   *number = value_named(story, view, "lineno");

	if (!name || name->kind != VALUE_TEXT || !number || number->kind != VALUE_INTEGER ||
	    number->integer < 0 || number->integer > INT32_MAX)
		return false;
	*file = name->text;
	*line = (unsigned)number->integer;
	return true;
}

void describe(const struct story *story, const struct view *view, struct buffer *into)
{
	const char *file;
	unsigned line;

	describe_name(story, view, into);
	if (place_of(story, view, &file, &line))
		buffer_printf(into, " (%s:%u)", path_base(file), line);
}

static bool shorten_path(const char *program, const struct value *value, struct buffer *into)
{
	size_t directory = program ? (size_t)(path_base(program) - program) : 0;

	if (!program || value->cut)
		return false;
	if (value->length == strlen(program) && memcmp(value->text, program, value->length) == 0)
		buffer_add_text(into, "$file");
	else if (directory && value->length > directory && value->length - directory <= TEXT_SHOWN_MAX &&
		 memcmp(value->text, program, directory) == 0 &&
		 !strpbrk(value->text + directory, " \t\n\"#"))
		buffer_printf(into, "$dir/%s", value->text + directory);
	else
		return false;
	return true;
}

enum { ITEMS_SHOWN_MAX = 12 };

static void describe_items(const struct story *story, const struct value *tuple, struct buffer *into)
{
	buffer_add_text(into, "(");
	for (size_t i = 0; i < tuple->item_count && i < ITEMS_SHOWN_MAX; i++) {
		buffer_add_text(into, i ? ", " : "");
		describe_value(story, &tuple->items[i], into);
	}
	if (tuple->cut || tuple->item_count > ITEMS_SHOWN_MAX)
		buffer_printf(into, "%s... of %jd%s", tuple->item_count ? ", " : "", (intmax_t)tuple->integer,
			      tuple->cut ? ", cut" : "");
	buffer_add_text(into, ")");
}

void describe_value(const struct story *story, const struct value *value, struct buffer *into)
{
	struct value shorter = *value;

	if (value->kind == VALUE_TUPLE) {
		describe_items(story, value, into);
		return;
	}
	if (value->kind == VALUE_TEXT && shorten_path(story->expectation->program, value, into))
		return;
	if (value->kind != VALUE_TEXT || value->length <= TEXT_SHOWN_MAX) {
		value_format(value, into);
		return;
	}
	shorter.length = TEXT_SHOWN_MAX;
	shorter.cut = false;
	value_format(&shorter, into);
	buffer_printf(into, "... (%zu bytes%s)", value->length, value->cut ? ", cut" : "");
}

void describe_pattern(const struct story *story, const struct pattern *pattern, struct buffer *into)
{
	if (pattern->kind == PATTERN_VALUE) {
		describe_value(story, &pattern->value, into);
		return;
	}
	if (pattern->kind != PATTERN_TUPLE) {
		pattern_format(pattern, into);
		return;
	}
	buffer_add_text(into, "(");
	for (size_t i = 0; i < pattern->item_count && i < ITEMS_SHOWN_MAX; i++) {
		buffer_add_text(into, i ? ", " : "");
		describe_pattern(story, &pattern->items[i], into);
	}
	if (pattern->item_count > ITEMS_SHOWN_MAX)
		buffer_printf(into, ", ... of %zu", pattern->item_count);
	buffer_add_text(into, ")");
}
