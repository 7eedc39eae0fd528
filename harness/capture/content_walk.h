/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * content_walk: one step of noting an object and what is in it, the same for both backends.
 *
 * Node by node: a tuple's step adds its items as nodes behind all the others, so the walk is a single loop,
 * and a tuple that holds itself ends it by being full. Whoever includes this defines first
 *
 *      CONTENT_WORD(source, address, word)       eight bytes; 0, or < 0
 *      CONTENT_BYTES(source, to, length, address)  0, or < 0
 *      CONTENT_STRING(source, to, room, address)   bytes with the NUL, or < 0
 *      CONTENT_LOOP(count, turn, context)          turn(0, context) … until one of them returns 1
 *      CONTENT_KEEP(size, content, which, source)  content_keep, for one node
 *
 * and then CONTENT_WALK for each size. The kernel proves of its program that no index leaves its array.
 * Therefore the limits are constants once this is inlined, and are compared with where they seem not to need
 * it; a turn is a function of its own because then it is proven once, and not once for each turn.
 */
#ifndef CAPTURE_CONTENT_WALK_H
#define CAPTURE_CONTENT_WALK_H

#include "content.h"

#include <stdbool.h>

#define CONTENT_INLINE static inline __attribute__((always_inline))

/* What the step works on; `nodes`, `bytes` and `text` are the limits. */
struct content_area {
	struct content_head *head;
	struct content_node *node;
	char *byte;
	__u32 nodes, bytes, text;
};

#define CONTENT_AREA(content, size)                             \
	((struct content_area){.head = &(content)->head,        \
			       .node = (content)->nodes,        \
			       .byte = (content)->bytes,        \
			       .nodes = CONTENT_##size##_NODES, \
			       .bytes = CONTENT_##size##_BYTES, \
			       .text = CONTENT_##size##_TEXT})

/* The first eight bytes of a name, up to its NUL: few instructions, and no branch for each byte. */
CONTENT_INLINE __u64 content_word(const char *name)
{
	__u64 word = 0;

	for (int i = 0; i < 8; i++)
		word = word << 8 | (__u8)name[i];
	return word;
}

CONTENT_INLINE bool content_name_is(const char *name, const char *word, int length)
{
	int unused = 8 * (7 - length); /* behind the NUL */

	if (length >= 8)
		return content_word(name) == content_word(word) && !name[8];
	return content_word(name) >> unused == content_word(word) >> unused;
}

CONTENT_INLINE int content_kind_of(const char *name)
{
	if (content_name_is(name, "str\0\0\0\0", 3))
		return CONTENT_STR;
	if (content_name_is(name, "int\0\0\0\0", 3))
		return CONTENT_INT;
	if (content_name_is(name, "NoneType", 8))
		return CONTENT_NONE;
	if (content_name_is(name, "tuple\0\0", 5))
		return CONTENT_TUPLE;
	if (content_name_is(name, "bool\0\0\0", 4))
		return CONTENT_BOOL;
	return CONTENT_OTHER;
}

/* `length` bytes, or as many as may be kept of one text. */
CONTENT_INLINE void content_keep_bytes(const struct content_area *area, struct content_node *node,
				       __u64 length, __u64 address, void *source)
{
	__u32 begin = area->head->bytes, wanted = area->text;

	if (length <= area->text)
		wanted = (__u32)length;
	else
		node->cut = area->head->full = 1;
	node->begin = begin;
	node->length = wanted;
	if (begin >= area->bytes ||
	    (wanted && CONTENT_BYTES(source, area->byte + begin, wanted, address) < 0))
		node->kind = CONTENT_UNREADABLE;
	else
		area->head->bytes = begin + wanted;
}

CONTENT_INLINE void content_keep_number(const struct content_area *area, const struct content_layout *layout,
					struct content_node *node, void *source)
{
	__u64 size = node->size, digits = size >> 3;

	if (!layout->tagged)
		digits = (__s64)size < 0 ? -size : size;
	/* No number is that large: its length in bytes must not wrap around. */
	if (digits > area->text)
		digits = area->text;
	content_keep_bytes(area, node, digits * 4, node->address + layout->digits, source);
}

CONTENT_INLINE void content_keep_text(const struct content_area *area, const struct content_layout *layout,
				      struct content_node *node, void *source)
{
	__u64 state = 0, length = node->size, address = node->address;
	__u32 width;

	if (CONTENT_WORD(source, address + layout->state, &state) < 0) {
		node->kind = CONTENT_UNREADABLE;
		return;
	}
	state >>= layout->state_skip & 31;
	width = state & 7;
	/* One that is not compact has its characters elsewhere: no str that Python code can make. */
	if (!(state >> 3 & 1) || (width != 1 && width != 2 && width != 4)) {
		node->kind = CONTENT_OTHER;
		return;
	}
	node->state = width;
	address += state >> 4 & 1 ? layout->ascii : layout->compact;
	if (length > area->text)
		length = (__u64)area->text + 1;
	content_keep_bytes(area, node, length * width, address, source);
}

/* Item `which` of the tuple whose items begin at `address`, to be node `begin` + `which`. */
CONTENT_INLINE long content_keep_item(const struct content_area *area, __u64 address, __u32 begin,
				      __u32 which, void *source)
{
	__u32 slot = begin + which;
	__u64 item = 0;

	if (slot >= area->nodes || CONTENT_WORD(source, address + (__u64)which * 8, &item) < 0)
		return 1;
	area->node[slot].address = item;
	area->head->nodes = slot + 1;
	return 0;
}

CONTENT_INLINE void content_end_items(const struct content_area *area, struct content_node *node, __u32 begin)
{
	node->begin = begin;
	node->length = area->head->nodes - begin;
	if (node->length == node->size)
		return;
	/* There is room for more: then it was the memory that ended. */
	if (area->head->nodes < area->nodes)
		node->kind = CONTENT_UNREADABLE;
	else
		node->cut = area->head->full = 1;
}

/* What kind of object stands at the node's address; for CONTENT_OTHER its type's name is kept. */
CONTENT_INLINE void content_name(const struct content_area *area, const struct content_layout *layout,
				 struct content_node *node, void *source)
{
	__u32 begin = area->head->bytes;
	__u64 type = 0, name = 0;
	long got;

	node->kind = CONTENT_UNREADABLE;
	node->cut = 0;
	node->state = node->begin = node->length = 0;
	if (begin >= area->bytes) {
		node->cut = area->head->full = 1;
		return;
	}
	if (CONTENT_WORD(source, node->address + layout->type, &type) < 0 ||
	    CONTENT_WORD(source, type + layout->name, &name) < 0)
		return;
	got = CONTENT_STRING(source, area->byte + begin, CONTENT_NAME, name);
	if (got < 1 || got > CONTENT_NAME)
		return;
	node->kind = content_kind_of(area->byte + begin);
	node->begin = begin;
	node->length = (__u32)got - 1;
	if (got == CONTENT_NAME)
		node->cut = 1;
}

/* All of a node but the items of a tuple. */
CONTENT_INLINE void content_keep(const struct content_area *area, const struct content_layout *layout,
				 struct content_node *node, void *source)
{
	node->size = 0;
	if (!node->address) {
		node->kind = CONTENT_NULL;
		node->begin = node->length = node->state = 0;
		node->cut = 0;
		return;
	}
	content_name(area, layout, node, source);
	/* All that is wanted of these has a size; of others what stands there may not even be theirs. */
	if (node->kind >= CONTENT_BOOL && node->kind <= CONTENT_TUPLE &&
	    CONTENT_WORD(source, node->address + layout->size, &node->size) < 0)
		node->kind = CONTENT_UNREADABLE;
	if (node->kind == CONTENT_STR)
		content_keep_text(area, layout, node, source);
	else if (node->kind == CONTENT_INT || node->kind == CONTENT_BOOL)
		content_keep_number(area, layout, node, source);
	if (node->kind == CONTENT_OTHER)
		area->head->bytes += node->length;
}

CONTENT_INLINE void content_begin(const struct content_area *area, __u64 address)
{
	area->head->nodes = 1;
	area->head->bytes = area->head->full = area->head->unused = 0;
	area->node[0].address = address;
}

/* content_small_walk(content, address, layout, source) and content_large_walk: the whole of it. */
#define CONTENT_WALK(a_size, SIZE)                                                                     \
	struct content_##a_size##_loop {                                                               \
		struct content_##a_size *content;                                                      \
		const struct content_layout *layout;                                                   \
		void *source;                                                                          \
		__u64 address;                                                                         \
		__u64 begin;                                                                           \
	};                                                                                             \
                                                                                                       \
	static long content_##a_size##_item(__u64 which, void *opaque)                                 \
	{                                                                                              \
		struct content_##a_size##_loop *loop = opaque;                                         \
		const struct content_area area = CONTENT_AREA(loop->content, SIZE);                    \
                                                                                                       \
		return content_keep_item(&area, loop->address, (__u32)loop->begin, (__u32)which,       \
					 loop->source);                                                \
	}                                                                                              \
                                                                                                       \
	static long content_##a_size##_node(__u64 which, void *opaque)                                 \
	{                                                                                              \
		struct content_##a_size##_loop *loop = opaque;                                         \
		const struct content_area area = CONTENT_AREA(loop->content, SIZE);                    \
		struct content_node *node;                                                             \
                                                                                                       \
		if (which >= area.nodes || which >= area.head->nodes)                                  \
			return 1;                                                                      \
		node = &area.node[which];                                                              \
		CONTENT_KEEP(a_size, loop->content, (__u32)which, loop->source);                       \
		if (node->kind != CONTENT_TUPLE)                                                       \
			return 0;                                                                      \
		loop->address = node->address + loop->layout->items;                                   \
		loop->begin = area.head->nodes;                                                        \
		if (node->size)                                                                        \
			CONTENT_LOOP((__u32)(node->size < area.nodes ? node->size : area.nodes),       \
				     content_##a_size##_item, loop);                                   \
		content_end_items(&area, node, (__u32)loop->begin);                                    \
		return 0;                                                                              \
	}                                                                                              \
                                                                                                       \
	CONTENT_INLINE void content_##a_size##_walk(struct content_##a_size *content, __u64 address,   \
						    const struct content_layout *layout, void *source) \
	{                                                                                              \
		struct content_##a_size##_loop loop = {                                                \
			.content = content, .layout = layout, .source = source};                       \
		const struct content_area area = CONTENT_AREA(content, SIZE);                          \
                                                                                                       \
		content_begin(&area, address);                                                         \
		CONTENT_LOOP(area.nodes, content_##a_size##_node, &loop);                              \
	}

#endif
