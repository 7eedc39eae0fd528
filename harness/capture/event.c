/* SPDX-License-Identifier: BSD-2-Clause */
#include <probetap/event.h>
#include <probetap/memory.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- keeping ---- */

struct value value_copy(const struct value *value)
{
	struct value copy = *value, *items;

	if (value->text || value->kind == VALUE_TEXT || value->kind == VALUE_OBJECT)
		copy.text = memory_copy(value->text ? value->text : "", value->length);
	if (!value->item_count)
		return copy;
	items = memory_zeroed(value->item_count, sizeof *items);
	for (size_t i = 0; i < value->item_count; i++)
		items[i] = value_copy(&value->items[i]);
	copy.items = items;
	return copy;
}

void value_free(struct value *value)
{
	struct value *items = (struct value *)value->items;

	free((char *)value->text);
	for (size_t i = 0; i < value->item_count; i++)
		value_free(&items[i]);
	if (value->item_count)
		free(items);
	*value = (struct value){.kind = VALUE_NULL};
}

void recording_add(struct recording *recording, const struct event *event)
{
	struct event *copy;

	recording->events = memory_grow(recording->events, recording->count, sizeof *recording->events);
	copy = &recording->events[recording->count++];
	*copy = *event;
	for (unsigned i = 0; i < copy->value_count; i++)
		copy->values[i] = value_copy(&event->values[i]);
}

void recording_fini(struct recording *recording)
{
	for (size_t i = 0; i < recording->count; i++)
		for (unsigned k = 0; k < recording->events[i].value_count; k++)
			value_free(&recording->events[i].values[k]);
	free(recording->events);
	*recording = (struct recording){0};
}

/* ---- comparing ---- */

static bool text_equal(const struct value *a, const struct value *b)
{
	return a->length == b->length && (a->length == 0 || memcmp(a->text, b->text, a->length) == 0);
}

static bool number_equal(const struct value *a, const struct value *b)
{
	if (!a->text != !b->text)
		return false;
	return a->text ? text_equal(a, b) : a->integer == b->integer;
}

static bool items_equal(const struct value *a, const struct value *b)
{
	if (a->integer != b->integer || a->item_count != b->item_count)
		return false;
	for (size_t i = 0; i < a->item_count; i++)
		if (!value_equal(&a->items[i], &b->items[i]))
			return false;
	return true;
}

bool value_equal(const struct value *a, const struct value *b)
{
	if (a->kind != b->kind || a->cut || b->cut)
		return false;
	switch (a->kind) {
	case VALUE_INTEGER: return number_equal(a, b);
	case VALUE_BOOL: return a->integer == b->integer;
	case VALUE_TEXT:
	case VALUE_OBJECT: return text_equal(a, b);
	case VALUE_NULL:
	case VALUE_NONE: return true;
	case VALUE_TUPLE: return items_equal(a, b);
	case VALUE_UNREADABLE: return false;
	}
	return false;
}

bool value_is_whole(const struct value *value)
{
	if (value->cut || value->kind == VALUE_UNREADABLE)
		return false;
	for (size_t i = 0; i < value->item_count; i++)
		if (!value_is_whole(&value->items[i]))
			return false;
	return true;
}

/* ---- words ---- */

static void format_tuple(const struct value *tuple, struct buffer *into)
{
	buffer_add_text(into, "(");
	for (size_t i = 0; i < tuple->item_count; i++) {
		buffer_add_text(into, i ? ", " : "");
		value_format(&tuple->items[i], into);
	}
	if (tuple->cut)
		buffer_printf(into, "%s... of %" PRId64, tuple->item_count ? ", " : "", tuple->integer);
	buffer_add_text(into, ")");
}

/* A name that is no Python name might be taken for what stands behind it. */
static void format_type(const struct value *object, struct buffer *into)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-";
	bool is_plain = object->length > 0 && !memchr(object->text, 0, object->length) &&
			strspn(object->text, plain) == object->length;

	buffer_add_text(into, "<");
	if (is_plain)
		buffer_add(into, object->text, object->length);
	else
		buffer_add_quoted(into, object->text, object->length);
	buffer_add_text(into, ">");
}

void value_format(const struct value *value, struct buffer *into)
{
	switch (value->kind) {
	case VALUE_INTEGER:
		if (value->text)
			buffer_add(into, value->text, value->length);
		else
			buffer_printf(into, "%" PRId64, value->integer);
		break;
	case VALUE_TEXT: buffer_add_quoted(into, value->text, value->length); break;
	case VALUE_NULL: buffer_add_text(into, "NULL"); break;
	case VALUE_UNREADABLE: buffer_add_text(into, "unreadable"); break;
	case VALUE_NONE: buffer_add_text(into, "None"); break;
	case VALUE_BOOL: buffer_add_text(into, value->integer ? "True" : "False"); break;
	case VALUE_OBJECT: format_type(value, into); break;
	case VALUE_TUPLE: format_tuple(value, into); return;
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
