/* SPDX-License-Identifier: BSD-2-Clause */
#include "content_value.h"

#include <probetap/memory.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

_Static_assert((int)CONTENT_LARGE_NODES == (int)EVENT_ITEMS_MAX + 1 &&
		       (int)CONTENT_LARGE_TEXT == (int)EVENT_ITEM_BYTES_MAX,
	       "what is kept is what event.h says");

/* ---- noting ---- */

enum { PAGE = 4096 /* the smallest page of any machine: a multiple of it ends every page */ };

static int read_bytes(struct content_source *source, void *to, size_t length, uint64_t address)
{
	int rc = source->read(source->context, address, to, length);

	source->gone |= rc == -ESRCH;
	return rc;
}

static int read_word(struct content_source *source, uint64_t address, __u64 *word)
{
	return read_bytes(source, word, sizeof *word, address);
}

/* Bytes with the NUL, at most `room` (then the last one is made one); or < 0. Page by page: it may end just
 * before one that is not there. */
static long read_string(struct content_source *source, char *to, size_t room, uint64_t address)
{
	for (size_t done = 0; done < room;) {
		size_t left = PAGE - ((address + done) & (PAGE - 1)),
		       part = room - done < left ? room - done : left;
		int rc = read_bytes(source, to + done, part, address + done);
		const char *end = rc < 0 ? NULL : memchr(to + done, 0, part);

		if (rc < 0)
			return rc;
		if (end)
			return end - to + 1;
		done += part;
	}
	to[room - 1] = 0;
	return (long)room;
}

#define CONTENT_WORD(source, address, word)        read_word(source, address, word)
#define CONTENT_BYTES(source, to, length, address) read_bytes(source, to, length, address)
#define CONTENT_STRING(source, to, room, address)  read_string(source, to, room, address)
#define CONTENT_KEEP(size, content, which, source) keep_node(content, loop->layout, which, source)
#define CONTENT_LOOP(count, turn, context)                               \
	for (__u64 turn_ = 0, turns_ = (count); turn_ < turns_; turn_++) \
		if (turn(turn_, context))                                \
			break;

static void keep_node(struct content_large *content, const struct content_layout *layout, __u32 which,
		      void *source);

#include "content_walk.h"

CONTENT_WALK(large, LARGE)

static void keep_node(struct content_large *content, const struct content_layout *layout, __u32 which,
		      void *source)
{
	const struct content_area area = CONTENT_AREA(content, LARGE);

	content_keep(&area, layout, &area.node[which], source);
}

int content_note(struct content_large *content, uint64_t address, const struct content_layout *layout,
		 struct content_source *source)
{
	source->gone = false;
	content_large_walk(content, address, layout, source);
	return source->gone ? -ESRCH : 0;
}

/* ---- what the notes say ---- */

enum {
	DIGIT_BITS = 30,
	/* Of a character's bytes in UTF-8: two for each of one byte, three for each of two; of a number's
	 * decimal digits: five for each two bytes. And a NUL behind each. */
	TEXTS_ROOM = 3 * (CONTENT_LARGE_BYTES + CONTENT_LARGE_TEXT) + 8 * CONTENT_LARGE_NODES,
};

struct content_notes content_small_notes(const struct content_small *content)
{
	return (struct content_notes){&content->head, content->nodes, content->bytes, CONTENT_SMALL_NODES,
				      sizeof content->bytes};
}

struct content_notes content_large_notes(const struct content_large *content)
{
	return (struct content_notes){&content->head, content->nodes, content->bytes, CONTENT_LARGE_NODES,
				      sizeof content->bytes};
}

void content_values_init(struct content_values *values)
{
	values->values = memory_zeroed(CONTENT_LARGE_NODES, sizeof *values->values);
	values->texts = memory_zeroed(1, TEXTS_ROOM);
}

void content_values_fini(struct content_values *values)
{
	free(values->values);
	free(values->texts);
	*values = (struct content_values){0};
}

/* One node, and where the next text goes. */
struct telling {
	const struct content_node *node;
	const char *bytes;
	char *text;
};

static void set_other(struct value *value, const struct telling *telling, const char *name, size_t length)
{
	value->kind = VALUE_OBJECT;
	memcpy(telling->text, name, length);
	telling->text[length] = 0;
	value->text = telling->text;
	value->length = length;
}

/* Surrogates too, each by itself: a str may hold what UTF-8 has no word for. */
static char *add_character(char *to, uint32_t character)
{
	if (character < 0x80) {
		*to++ = (char)character;
	} else if (character < 0x800) {
		*to++ = (char)(0xc0 | character >> 6);
		*to++ = (char)(0x80 | (character & 63));
	} else if (character < 0x10000) {
		*to++ = (char)(0xe0 | character >> 12);
		*to++ = (char)(0x80 | (character >> 6 & 63));
		*to++ = (char)(0x80 | (character & 63));
	} else {
		*to++ = (char)(0xf0 | character >> 18);
		*to++ = (char)(0x80 | (character >> 12 & 63));
		*to++ = (char)(0x80 | (character >> 6 & 63));
		*to++ = (char)(0x80 | (character & 63));
	}
	return to;
}

static uint32_t character_at(const char *bytes, size_t index, unsigned width)
{
	const char *at = bytes + index * width;
	uint16_t two;
	uint32_t four;

	if (width == 1)
		return (uint8_t)*at;
	memcpy(&two, at, sizeof two);
	if (width == 2)
		return two;
	memcpy(&four, at, sizeof four);
	return four;
}

static void set_text(struct value *value, const struct telling *telling)
{
	unsigned width = telling->node->state;
	char *end = telling->text;

	value->kind = VALUE_TEXT;
	for (size_t i = 0; i < telling->node->length / width; i++) {
		uint32_t character = character_at(telling->bytes, i, width);

		if (character > 0x10ffff) { /* no str has that */
			*value = (struct value){.kind = VALUE_UNREADABLE, .pointer = value->pointer};
			return;
		}
		end = add_character(end, character);
	}
	*end = 0;
	value->text = telling->text;
	value->length = (size_t)(end - telling->text);
}

/* Divides the digits by ten, in place; the remainder. */
static uint32_t divide_by_ten(uint32_t *digits, size_t count)
{
	uint64_t rest = 0;

	for (size_t i = count; i-- > 0;) {
		rest = rest << DIGIT_BITS | digits[i];
		digits[i] = (uint32_t)(rest / 10);
		rest %= 10;
	}
	return (uint32_t)rest;
}

static void set_decimal(struct value *value, const struct telling *telling, size_t count, bool negative)
{
	uint32_t digits[CONTENT_LARGE_TEXT / sizeof(uint32_t)];
	size_t length = 0;
	char *text = telling->text;

	memcpy(digits, telling->bytes, count * sizeof *digits);
	while (count && !digits[count - 1])
		count--;
	while (count) {
		text[length++] = (char)('0' + divide_by_ten(digits, count));
		count -= !digits[count - 1];
	}
	if (negative)
		text[length++] = '-';
	for (size_t i = 0; i < length / 2; i++) {
		char swap = text[i];

		text[i] = text[length - 1 - i];
		text[length - 1 - i] = swap;
	}
	text[length] = 0;
	value->text = text;
	value->length = length;
}

/* Its magnitude, where 64 bits hold it. */
static bool small_number(const struct telling *telling, uint64_t *magnitude)
{
	size_t count = telling->node->length / sizeof(uint32_t);
	uint32_t digit;

	*magnitude = 0;
	for (size_t i = count; i-- > 0;) {
		memcpy(&digit, telling->bytes + i * sizeof digit, sizeof digit);
		if (*magnitude >> (64 - DIGIT_BITS))
			return false;
		*magnitude = *magnitude << DIGIT_BITS | digit;
	}
	return true;
}

static void set_number(struct value *value, const struct content_layout *layout,
		       const struct telling *telling)
{
	const struct content_node *node = telling->node;
	bool negative = layout->tagged ? (node->size & 3) == 2 : (int64_t)node->size < 0;
	uint64_t magnitude;

	value->kind = VALUE_INTEGER;
	if (small_number(telling, &magnitude) && magnitude <= (uint64_t)INT64_MAX + negative)
		value->integer = (int64_t)(negative ? -magnitude : magnitude);
	else
		set_decimal(value, telling, node->length / sizeof(uint32_t), negative);
}

static void set_bool(struct value *value, const struct content_layout *layout, const struct telling *telling)
{
	set_number(value, layout, telling);
	if (!value->text && (value->integer == 0 || value->integer == 1))
		value->kind = VALUE_BOOL;
	else
		*value = (struct value){.kind = VALUE_UNREADABLE, .pointer = value->pointer};
}

static void set_tuple(struct value *value, const struct content_node *node, const struct value *values)
{
	value->kind = VALUE_TUPLE;
	value->integer = (int64_t)node->size;
	value->items = node->length ? values + node->begin : NULL;
	value->item_count = node->length;
}

static void tell(struct value *value, const struct content_layout *layout, const struct telling *telling,
		 const struct value *values)
{
	const struct content_node *node = telling->node;

	*value = (struct value){.pointer = node->address, .cut = node->cut};
	switch ((enum content_kind)node->kind) {
	case CONTENT_NULL: value->kind = VALUE_NULL; break;
	case CONTENT_NONE: value->kind = VALUE_NONE; break;
	case CONTENT_STR: set_text(value, telling); break;
	case CONTENT_TUPLE: set_tuple(value, node, values); break;
	case CONTENT_OTHER: set_other(value, telling, telling->bytes, node->length); break;
	case CONTENT_INT:
	case CONTENT_BOOL:
		if (node->cut)
			set_other(value, telling, "int", 3);
		else if (node->kind == CONTENT_INT)
			set_number(value, layout, telling);
		else
			set_bool(value, layout, telling);
		break;
	default:
		/* There was no room to look at it. */
		if (node->cut)
			set_other(value, telling, "?", 1);
		else
			value->kind = VALUE_UNREADABLE;
	}
}

struct value content_value(const struct content_notes *notes, const struct content_layout *layout,
			   struct content_values *room)
{
	const struct content_head *head = notes->head;
	char *text = room->texts;

	if (!head->nodes || head->nodes > notes->node_room)
		return (struct value){.kind = VALUE_UNREADABLE};
	for (size_t i = 0; i < head->nodes; i++) {
		const struct content_node *node = &notes->nodes[i];
		const struct telling telling = {node, notes->bytes + node->begin, text};
		struct value *value = &room->values[i];

		tell(value, layout, &telling, room->values);
		if (value->text)
			text += value->length + 1;
	}
	return room->values[0];
}
