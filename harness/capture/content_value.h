/* SPDX-License-Identifier: BSD-2-Clause */
/* content_value: noting an object from the memory of another process, and what the notes say. */
#ifndef CAPTURE_CONTENT_VALUE_H
#define CAPTURE_CONTENT_VALUE_H

#include "content.h"

#include <probetap/event.h>
#include <stddef.h>

/* A memory that objects lie in. */
struct content_source {
	int (*read)(void *context, uint64_t address, void *to,
		    size_t length); /* all of it: 0; -EFAULT, -ESRCH */
	void *context;
	bool gone; /* it said -ESRCH */
};

/* 0, or -ESRCH: the process went away meanwhile. What cannot be read is noted as such. */
int content_note(struct content_large *content, uint64_t address, const struct content_layout *layout,
		 struct content_source *source);

/* Notes of either size. */
struct content_notes {
	const struct content_head *head;
	const struct content_node *nodes;
	const char *bytes;
	size_t node_room, byte_room;
};

struct content_notes content_small_notes(const struct content_small *content);
struct content_notes content_large_notes(const struct content_large *content);

/* Room for the values of one object. Start with {0}. */
struct content_values {
	struct value *values;
	char *texts;
};

void content_values_init(struct content_values *values);
void content_values_fini(struct content_values *values);
/* Good until the next call with the same room. Without a node: unreadable. */
struct value content_value(const struct content_notes *notes, const struct content_layout *layout,
			   struct content_values *room);

#endif
