/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * semaphore: the 16-bit counters that a program asks before it prepares a marker's arguments.
 *
 * A marker is passed by as long as its counter is 0. Whoever observes adds one and takes it away again, so
 * several observers get along. https://sourceware.org/systemtap/wiki/UserSpaceProbeImplementation
 */
#ifndef CAPTURE_SEMAPHORE_H
#define CAPTURE_SEMAPHORE_H

#include "space.h"

#include <probetap/contract.h>
#include <probetap/object.h>

/* Adds one to each semaphore of the enabled markers, in a process whose object lies at `bias`. All or none.
 */
int semaphores_raise(const struct object *object, const struct contract *contract, marker_set enabled,
		     const struct space *space, uint64_t bias, struct error *err);
/* Takes one away again, from those that are not 0. */
void semaphores_lower(const struct object *object, const struct contract *contract, marker_set enabled,
		      const struct space *space, uint64_t bias);

/* Makes them tell of `count` observers, whatever they told before. */
int semaphores_set(const struct object *object, const struct contract *contract, marker_set enabled,
		   const struct space *space, uint64_t bias, unsigned count, struct error *err);
/* Do they still tell of as many? What cannot be read says nothing. */
bool semaphores_tell(const struct object *object, const struct contract *contract, marker_set enabled,
		     const struct space *space, uint64_t bias, unsigned count);

/* The markers whose semaphore is not 0. What cannot be read counts as not 0: of it nothing can be said. */
marker_set semaphores_raised(const struct object *object, const struct contract *contract,
			     const struct space *space, uint64_t bias);

#endif
