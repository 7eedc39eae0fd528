/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * event: one firing of a marker, with its argument values as the process had them at that moment.
 */
#ifndef PROBETAP_EVENT_H
#define PROBETAP_EVENT_H

#include <probetap/buffer.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { EVENT_VALUES_MAX = 4 };

/* The longest text that a capture brings home whole, in bytes. A longer one has `cut` set: it never compares
 * equal. */
enum { EVENT_TEXT_MAX = 65535 };

/* What it brings home of a Python object: the items of a tuple, with those of the tuples in it, and the bytes
 * of one str or int as the interpreter keeps them. Of more, `cut` is set. */
enum { EVENT_ITEMS_MAX = 511, EVENT_ITEM_BYTES_MAX = 4096 };

enum value_kind {
	VALUE_INTEGER,
	VALUE_TEXT,       /* bytes of a C string */
	VALUE_NULL,       /* a null pointer where a text or an object was promised */
	VALUE_UNREADABLE, /* a pointer to memory that could not be read: neither "" nor NULL */
	/* Python objects. A str is VALUE_TEXT and an int VALUE_INTEGER, like those of C. */
	VALUE_NONE,
	VALUE_BOOL,   /* integer: 0, 1 */
	VALUE_TUPLE,  /* its items; integer: how many it has */
	VALUE_OBJECT, /* any other, which is not looked into: the name of its type in text */
};

struct value {
	enum value_kind kind;
	bool cut;         /* the text goes on behind `length`, the tuple behind its last item that is known */
	int64_t integer;  /* VALUE_INTEGER, VALUE_BOOL, VALUE_TUPLE */
	uint64_t pointer; /* of all that has one: the address */
	const char *text; /* VALUE_TEXT, VALUE_OBJECT; terminated, but may be any bytes. VALUE_INTEGER: NULL,
			     or the decimal digits of a number that 64 bits do not hold */
	size_t length;
	const struct value *items; /* VALUE_TUPLE */
	size_t item_count;
};

struct event {
	unsigned marker; /* index in the contract's marker table */
	unsigned site;   /* index in the object's sites */
	pid_t process, thread;
	uint64_t sequence; /* order of firing in the whole capture; counts from 0 */
	uint64_t time;     /* CLOCK_MONOTONIC, nanoseconds */
	bool unasked;      /* its semaphore was 0: nobody had asked for it */
	unsigned value_count;
	struct value values[EVENT_VALUES_MAX];
};

/* Events kept in memory, with their texts. Start with {0}. */
struct recording {
	struct event *events;
	size_t count;
};

/* Copies the event, its texts and its items. */
void recording_add(struct recording *recording, const struct event *event);
void recording_fini(struct recording *recording);

bool value_equal(const struct value *a,
		 const struct value *b); /* pointers aside; never for cut or unreadable ones */
/* A value of its own, for value_free. */
struct value value_copy(const struct value *value);
void value_free(struct value *value);
/* Known to its end, in all its items. */
bool value_is_whole(const struct value *value);
/* As in a case file: 12, "text", NULL, ("item", None, (1, <code>)), unreadable, "text"... (cut). */
void value_format(const struct value *value, struct buffer *into);
/* "function__entry  "/x.py"  "f"  3"; `marker` is the marker's name. */
void event_format(const struct event *event, const char *marker, struct buffer *into);

#endif
