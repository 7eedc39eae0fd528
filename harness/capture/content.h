/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * content: a Python object and what is in it, as it was when the marker fired.
 *
 * Both backends note it in the same way (content_walk.h, compiled into the kernel's program and into the
 * harness): a list of nodes, the object first, the items of a tuple one behind the other. What the bytes
 * mean is found out later (content.c). Only what the name of its type says is ever read of an object.
 *
 * Included by the kernel's program too, so nothing but plain types of fixed size.
 */
#ifndef CAPTURE_CONTENT_H
#define CAPTURE_CONTENT_H

#include <linux/types.h>

/*
 * Where CPython keeps what: offsets from the beginning of an object, or of a type (`name`). One row for all
 * the versions that agree; layout.c has the rows.
 */
struct content_layout {
	__u32 type;       /* ob_type */
	__u32 size;       /* right behind it: ob_size of a tuple, `length` of a str, lv_tag of an int */
	__u32 name;       /* of a type: tp_name */
	__u32 items;      /* of a tuple: ob_item */
	__u32 digits;     /* of an int: ob_digit, 30 bits in each 32 */
	__u32 tagged;     /* int: 1: lv_tag (3.12), 0: the sign is that of ob_size */
	__u32 state;      /* of a str: `state` */
	__u32 state_skip; /* bits of it before `kind` */
	__u32 ascii;      /* of a compact str: its characters, where all of them are ASCII */
	__u32 compact;    /* … and where they are not */
};

enum content_kind {
	CONTENT_UNREADABLE,
	CONTENT_NULL,
	CONTENT_NONE,
	CONTENT_BOOL,  /* bytes: digits */
	CONTENT_INT,   /* bytes: digits */
	CONTENT_STR,   /* bytes: characters of 1, 2 or 4 bytes */
	CONTENT_TUPLE, /* nodes: the items */
	CONTENT_OTHER, /* bytes: the name of the type */
};

enum {
	/* The type's name that decides, and that is kept of any other object; a longer one is cut. */
	CONTENT_NAME = 128,
	/* A small list holds nearly every tuple that CPython's own events pass … */
	CONTENT_SMALL_NODES = 24,
	CONTENT_SMALL_TEXT = 512, /* bytes of one text or int */
	CONTENT_SMALL_BYTES = 1024,
	/* … and a large one as much as is ever kept. */
	CONTENT_LARGE_NODES = 512,
	CONTENT_LARGE_TEXT = 4096,
	CONTENT_LARGE_BYTES = 32768,
};

struct content_node {
	__u64 address;
	__u64 size;   /* what stands at `size` of the layout */
	__u32 begin;  /* index of its first byte, or of its first node */
	__u32 length; /* how many of them */
	__u32 state;  /* a str's: bytes of a character in bits 0-2 */
	__u16 kind;   /* enum content_kind */
	__u16 cut;    /* there is more than `length` */
};

struct content_head {
	__u32 nodes, bytes; /* so far */
	__u32 full;         /* something found no room: a larger list has it */
	__u32 unused;
};

/* The bytes of a text are read before it is known where they end, so there is room for one more. */
struct content_small {
	struct content_head head;
	struct content_node nodes[CONTENT_SMALL_NODES];
	char bytes[CONTENT_SMALL_BYTES + CONTENT_SMALL_TEXT];
};

struct content_large {
	struct content_head head;
	struct content_node nodes[CONTENT_LARGE_NODES];
	char bytes[CONTENT_LARGE_BYTES + CONTENT_LARGE_TEXT];
};

#endif
