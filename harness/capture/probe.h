/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * probe: what the program in the kernel (probe.bpf.c) and the harness (bpf.c) tell each other.
 *
 * Included by both, so nothing but plain types of fixed size; every struct is laid out without holes.
 */
#ifndef CAPTURE_PROBE_H
#define CAPTURE_PROBE_H

#include "content.h"

enum {
	PROBE_VALUES = 4,
	/* A small record has room for this many texts of this many bytes (and a NUL). */
	PROBE_SMALL_TEXTS = 2,
	PROBE_SMALL_TEXT = 255,
	PROBE_SMALL_ROOM = 264,
	/* A large one holds every text that an event can have. It is read in pieces of a page, so its room
	 * goes on for one page behind what is kept. */
	PROBE_LARGE_TEXT = 65535,
	PROBE_PAGE = 4096, /* the smallest page of any machine: a multiple of it ends every page */
	PROBE_LARGE_PIECES = 17,
	PROBE_LARGE_ROOM = PROBE_LARGE_PIECES * PROBE_PAGE,
	PROBE_RING_LEAST = 1 << 20, /* three large records and more */
};

/* ---- the harness to the kernel ---- */

/* A register as an offset in the context of a probe: see struct operand_register. */
struct probe_register {
	__u16 offset;
	__u8 bits; /* 0: no register */
	__u8 shift;
	__u8 is_signed;
	__u8 unused[3];
};

enum probe_place { PROBE_CONSTANT, PROBE_REGISTER, PROBE_MEMORY };
enum probe_type { PROBE_INTEGER, PROBE_TEXT, PROBE_OBJECT };

/* See struct operand. */
struct probe_operand {
	__s64 displacement;
	struct probe_register base, index;
	__u8 place; /* enum probe_place */
	__u8 type;  /* enum probe_type */
	__u8 size;  /* bytes */
	__u8 is_signed;
	__u8 relative;
	__u8 address_bits; /* 32 or 64 */
	__u8 index_shift;
	__u8 text; /* which of the record's texts is this one's */
};

struct probe_site {
	__u64 address; /* in the object: the program counter minus this is the load bias */
	__u32 marker;
	__u16 counter; /* where the program counter is in the context */
	__u8 values;
	__u8 texts : 4;   /* how many values bring a text */
	__u8 objects : 4; /* … an object; one at most */
	struct probe_operand operands[PROBE_VALUES];
};

/* One page that both have in their memory. */
struct probe_control {
	__u64 hits;       /* firings that counted; also gives each its number. The kernel adds, the harness
			     zeroes between runs */
	__u64 dropped;    /* of them: given up, because the ring stayed full */
	__u64 waits;      /* of them: found the ring full and waited */
	__u64 unfollowed; /* children that could not be followed */
	__u64 gate;       /* the markers that count now: bit N is marker N */
	__u64 abandon;    /* not 0: the run is over, wait for nothing */
	__u64 half;       /* bytes in the ring from which on the harness is woken */
	__u64 room;       /* size of the ring */
	__u64 patience;   /* nanoseconds to wait for room */
	/* The harness's own pid namespace, from the program that it runs once (probe_introduce). */
	__u64 namespace;
	__u64 level;
	__u64 first; /* the first process of the run: nearly every firing is its */
	struct content_layout layout;
};

/* ---- the kernel to the harness ---- */

enum probe_state { PROBE_VALUE, PROBE_NULL, PROBE_UNREADABLE, PROBE_CUT };

struct probe_value {
	__u64 word;   /* an integer, extended; or a pointer */
	__u32 length; /* of its text */
	__u32 state;  /* enum probe_state */
};

struct probe_event {
	__u64 number; /* counts firings from 0 */
	__u64 time;   /* CLOCK_MONOTONIC */
	__u32 process, thread;
	__u32 site;
	__u32 large;
	struct probe_value values[PROBE_VALUES];
};

struct probe_small {
	struct probe_event event;
	char texts[PROBE_SMALL_TEXTS][PROBE_SMALL_ROOM];
};

/* Of a marker that passes an object. */
struct probe_object {
	struct probe_small small;
	struct content_small content;
};

struct probe_large {
	struct probe_event event;
	struct content_large content;
	char texts[PROBE_VALUES][PROBE_LARGE_ROOM];
};

#endif
