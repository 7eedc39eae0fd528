/* SPDX-License-Identifier: BSD-2-Clause */
/* record: what the kernel's side wrote into the ring, as an event. */
#ifndef CAPTURE_RECORD_H
#define CAPTURE_RECORD_H

#include "probe.h"

#include <probetap/event.h>
#include <stddef.h>

/* The event's texts point into the record. False: that is no record (its size is not one of the two). */
bool record_read(const void *record, size_t size, const struct probe_site *sites, size_t site_count,
		 struct event *event);

#endif
