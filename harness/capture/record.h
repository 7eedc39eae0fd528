/* SPDX-License-Identifier: BSD-2-Clause */
/* record: what the kernel's side wrote into the ring, as an event. */
#ifndef CAPTURE_RECORD_H
#define CAPTURE_RECORD_H

#include "content_value.h"
#include "probe.h"

#include <probetap/event.h>
#include <stddef.h>

/* Room for the objects of one event. */
struct objects {
	const struct content_layout *layout;
	struct content_values values;
};

/* The event's texts point into the record, its objects into their room. False: that is no record (its size is
 * none that its site has). */
bool record_read(const void *record, size_t size, const struct probe_site *sites, size_t site_count,
		 struct objects *objects, struct event *event);

#endif
