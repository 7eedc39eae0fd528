/* SPDX-License-Identifier: BSD-2-Clause */
#include "semaphore.h"

#include "backend.h"

#include <errno.h>

/* Is there one before it in the list of sites that has the same semaphore? Sites of a marker share theirs. */
static bool is_first(const struct object *object, const struct contract *contract, marker_set enabled,
		     size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (object->sites[i].semaphore == object->sites[index].semaphore &&
		    backend_site_marker(contract, &object->sites[i], enabled) >= 0)
			return false;
	return true;
}

static bool is_wanted(const struct object *object, const struct contract *contract, marker_set enabled,
		      size_t index)
{
	const struct site *site = &object->sites[index];

	return site->semaphore && backend_site_marker(contract, site, enabled) >= 0 &&
	       is_first(object, contract, enabled, index);
}

static int add(const struct space *space, uint64_t address, int step)
{
	uint16_t count;
	int rc = space_read(space, address, &count, sizeof count);

	if (rc || (step < 0 && count == 0))
		return rc;
	count = (uint16_t)(count + step);
	return space_write(space, address, &count, sizeof count);
}

int semaphores_raise(const struct object *object, const struct contract *contract, marker_set enabled,
		     const struct space *space, uint64_t bias, struct error *err)
{
	for (size_t i = 0; i < object->site_count; i++) {
		uint64_t address = object->sites[i].semaphore + bias;
		if (!is_wanted(object, contract, enabled, i))
			continue;
		int rc = add(space, address, 1);
		if (!rc)
			continue;
		while (i-- > 0)
			if (is_wanted(object, contract, enabled, i))
				add(space, object->sites[i].semaphore + bias, -1);
		return error_set(err, -rc, "cannot raise a semaphore at 0x%llx of process %d: %s",
				 (unsigned long long)address, (int)space->pid, error_reason(rc));
	}
	return 0;
}

void semaphores_lower(const struct object *object, const struct contract *contract, marker_set enabled,
		      const struct space *space, uint64_t bias)
{
	for (size_t i = 0; i < object->site_count; i++)
		if (is_wanted(object, contract, enabled, i))
			add(space, object->sites[i].semaphore + bias, -1);
}

int semaphores_set(const struct object *object, const struct contract *contract, marker_set enabled,
		   const struct space *space, uint64_t bias, unsigned count, struct error *err)
{
	uint16_t value = (uint16_t)count;

	for (size_t i = 0; i < object->site_count; i++) {
		uint64_t address = object->sites[i].semaphore + bias;
		int rc = is_wanted(object, contract, enabled, i)
				 ? space_write(space, address, &value, sizeof value)
				 : 0;

		if (rc)
			return error_set(err, -rc, "cannot set a semaphore at 0x%llx of process %d: %s",
					 (unsigned long long)address, (int)space->pid, error_reason(rc));
	}
	return 0;
}

bool semaphores_tell(const struct object *object, const struct contract *contract, marker_set enabled,
		     const struct space *space, uint64_t bias, unsigned count)
{
	for (size_t i = 0; i < object->site_count; i++) {
		uint16_t value;

		if (is_wanted(object, contract, enabled, i) &&
		    space_read(space, object->sites[i].semaphore + bias, &value, sizeof value) == 0 &&
		    value != count)
			return false;
	}
	return true;
}

marker_set semaphores_raised(const struct object *object, const struct contract *contract,
			     const struct space *space, uint64_t bias)
{
	marker_set raised = 0;

	for (size_t i = 0; i < object->site_count; i++) {
		int marker = backend_site_marker(contract, &object->sites[i], EVERY_MARKER);
		uint16_t count = 1;

		if (marker < 0 || !object->sites[i].semaphore)
			continue;
		if (space_read(space, object->sites[i].semaphore + bias, &count, sizeof count) < 0 ||
		    count != 0)
			raised |= (marker_set)1 << marker;
	}
	return raised;
}
