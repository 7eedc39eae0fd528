/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * arguments: the values of one firing, from the registers and the memory of a thread that stands still.
 */
#ifndef CAPTURE_ARGUMENTS_H
#define CAPTURE_ARGUMENTS_H

#include "content_value.h"
#include "layout.h"
#include "space.h"

#include <probetap/contract.h>
#include <probetap/event.h>
#include <probetap/operand.h>

/* Room for the texts of one event. */
struct arguments {
	char *texts[EVENT_VALUES_MAX]; /* EVENT_TEXT_MAX + 1 bytes each */
	struct content_large *content;
	struct content_values values;
	const struct content_layout *layout;
};

void arguments_init(struct arguments *arguments, const struct content_layout *layout);
void arguments_fini(struct arguments *arguments);

/*
 * Sets the event's values; their texts and items are good until the next call. What cannot be read becomes
 * VALUE_UNREADABLE. -ESRCH: the process went away meanwhile, and with it the firing.
 */
int arguments_read(struct arguments *arguments, const struct marker *marker, const struct operands *operands,
		   const struct operand_frame *frame, const struct space *space, struct event *event);

#endif
