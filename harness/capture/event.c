/* SPDX-License-Identifier: BSD-2-Clause */
#include <probetap/event.h>
#include <probetap/memory.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static bool has_text(const struct value *value)
{
	return value->kind == VALUE_TEXT || value->kind == VALUE_OBJECT;
}

void recording_add(struct recording *recording, const struct event *event)
{
	struct event *copy;

	recording->events = memory_grow(recording->events, recording->count, sizeof *recording->events);
	copy = &recording->events[recording->count++];
	*copy = *event;
	for (unsigned i = 0; i < copy->value_count; i++) {
		struct value *value = &copy->values[i];

		value->text = has_text(value) ? memory_copy(value->text, value->length) : NULL;
	}
}

void recording_fini(struct recording *recording)
{
	for (size_t i = 0; i < recording->count; i++)
		for (unsigned k = 0; k < recording->events[i].value_count; k++)
			free((char *)recording->events[i].values[k].text);
	free(recording->events);
	*recording = (struct recording){0};
}

static bool text_equal(const struct value *a, const struct value *b)
{
	return a->length == b->length && (a->length == 0 || memcmp(a->text, b->text, a->length) == 0);
}

bool value_equal(const struct value *a, const struct value *b)
{
	if (a->kind != b->kind || a->cut || b->cut)
		return false;
	switch (a->kind) {
	case VALUE_INTEGER: return a->integer == b->integer;
	case VALUE_TEXT: return text_equal(a, b);
	case VALUE_NULL: return true;
	case VALUE_OBJECT: return a->integer == b->integer && text_equal(a, b);
	case VALUE_UNREADABLE: return false;
	}
	return false;
}

void value_format(const struct value *value, struct buffer *into)
{
	switch (value->kind) {
	case VALUE_INTEGER: buffer_printf(into, "%" PRId64, value->integer); break;
	case VALUE_TEXT: buffer_add_quoted(into, value->text, value->length); break;
	case VALUE_NULL: buffer_add_text(into, "NULL"); break;
	case VALUE_UNREADABLE: buffer_add_text(into, "unreadable"); break;
	case VALUE_OBJECT:
		buffer_add(into, value->text, value->length);
		buffer_printf(into, "[%" PRId64 "]", value->integer);
		break;
	}
	if (value->cut)
		buffer_add_text(into, "... (cut)");
}

void event_format(const struct event *event, const char *marker, struct buffer *into)
{
	buffer_add_text(into, marker);
	for (unsigned i = 0; i < event->value_count; i++) {
		buffer_add_text(into, "  ");
		value_format(&event->values[i], into);
	}
}
