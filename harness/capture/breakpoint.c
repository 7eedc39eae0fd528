/* SPDX-License-Identifier: BSD-2-Clause */
#include "breakpoint.h"

#include <probetap/memory.h>

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

/* si_code of an x86 int3 is the kernel's own; others say what it was. */
#ifndef SI_KERNEL
#define SI_KERNEL 0x80
#endif
#ifndef TRAP_BRKPT
#define TRAP_BRKPT 1
#endif

/* x86-64: struct user_regs_struct, 8 bytes each: rip is the 17th, rsp the 20th.
 * aarch64: struct user_pt_regs: x0 … x30, sp, pc. */
static const struct trap traps[] = {
	{MACHINE_X86_64, {0xcc}, 1, 1, 16 * 8, 19 * 8, -1, SI_KERNEL},
	{MACHINE_AARCH64, {0x00, 0x00, 0x20, 0xd4}, 4, 0, 32 * 8, 31 * 8, 30 * 8, TRAP_BRKPT},
};

const struct trap *trap_of(enum machine machine)
{
	for (size_t i = 0; i < sizeof traps / sizeof *traps; i++)
		if (traps[i].machine == machine)
			return &traps[i];
	return NULL;
}

static int add_breakpoint(struct breakpoints *breakpoints, const struct object *object, unsigned index,
			  unsigned marker, struct error *err)
{
	const struct site *site = &object->sites[index];
	size_t nop_length = site_nop_length(object, site);
	struct breakpoint *breakpoint;

	if (nop_length < breakpoints->trap->length)
		return error_set(
			err, ENOTSUP,
			"%s: site of %s at 0x%llx: the code there is not a nop (it begins with %02x), "
			"so a breakpoint would change what the program does",
			object->path, site->name, (unsigned long long)site->address,
			site->code_length ? site->code[0] : 0);
	breakpoints->list = memory_grow(breakpoints->list, breakpoints->count, sizeof *breakpoints->list);
	breakpoint = &breakpoints->list[breakpoints->count++];
	breakpoint->address = site->address;
	breakpoint->site = index;
	breakpoint->marker = marker;
	breakpoint->nop_length = (uint8_t)nop_length;
	memcpy(breakpoint->nop, site->code, breakpoints->trap->length);
	return operands_parse(object, site, &breakpoint->operands, err);
}

static int by_address(const void *a, const void *b)
{
	const struct breakpoint *one = a, *other = b;

	return (one->address > other->address) - (one->address < other->address);
}

int breakpoints_open(struct breakpoints *breakpoints, const struct object *object,
		     const struct contract *contract, struct error *err)
{
	int rc = 0;

	*breakpoints = (struct breakpoints){.trap = trap_of(object->machine)};
	if (!breakpoints->trap || object->machine != machine_native())
		return error_set(err, ENOTSUP, "%s: ptrace cannot set breakpoints in code for %s here",
				 object->path, machine_name(object->machine));
	for (unsigned i = 0; i < object->site_count && !rc; i++) {
		const struct site *site = &object->sites[i];
		int marker = contract_marker(contract, site->name, strlen(site->name));
		if (marker >= 0 && strcmp(site->provider, contract->provider) == 0)
			rc = add_breakpoint(breakpoints, object, i, (unsigned)marker, err);
	}
	if (rc) {
		breakpoints_close(breakpoints);
		return rc;
	}
	if (breakpoints->count)
		qsort(breakpoints->list, breakpoints->count, sizeof *breakpoints->list, by_address);
	return 0;
}

void breakpoints_close(struct breakpoints *breakpoints)
{
	free(breakpoints->list);
	*breakpoints = (struct breakpoints){0};
}

const struct breakpoint *breakpoint_at(const struct breakpoints *breakpoints, uint64_t address)
{
	size_t low = 0, high = breakpoints->count;

	while (low < high) {
		size_t middle = (low + high) / 2;
		if (breakpoints->list[middle].address < address)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == breakpoints->count || breakpoints->list[low].address != address)
		return NULL;
	return &breakpoints->list[low];
}

static bool is_enabled(const struct breakpoint *breakpoint, marker_set enabled)
{
	return enabled >> breakpoint->marker & 1;
}

static int insert(const struct breakpoints *breakpoints, const struct breakpoint *breakpoint,
		  const struct space *space, uint64_t bias, struct error *err)
{
	const struct trap *trap = breakpoints->trap;
	uint64_t address = breakpoint->address + bias;
	uint8_t there[sizeof breakpoint->nop];
	int rc = space_read(space, address, there, trap->length);

	if (!rc && memcmp(there, breakpoint->nop, trap->length) != 0)
		return error_set(
			err, EBUSY,
			"site at 0x%llx of process %d: not the nop of the file is in memory but %02x: "
			"another tracer (perf, bpftrace, SystemTap, gdb) has its breakpoint there: wait "
			"until it has ended, or use --capture=bpf",
			(unsigned long long)address, (int)space->pid, there[0]);
	if (!rc)
		rc = space_write(space, address, trap->code, trap->length);
	if (rc)
		return error_set(err, -rc, "cannot set a breakpoint at 0x%llx of process %d: %s",
				 (unsigned long long)address, (int)space->pid, error_reason(rc));
	return 0;
}

int breakpoints_insert(const struct breakpoints *breakpoints, marker_set enabled, const struct space *space,
		       uint64_t bias, unsigned *count, struct error *err)
{
	*count = 0;
	for (size_t i = 0; i < breakpoints->count; i++) {
		const struct breakpoint *breakpoint = &breakpoints->list[i];
		if (!is_enabled(breakpoint, enabled))
			continue;
		int rc = insert(breakpoints, breakpoint, space, bias, err);
		if (rc) {
			breakpoints_remove(breakpoints, enabled, space, bias);
			return rc;
		}
		++*count;
	}
	return 0;
}

static bool is_present(const struct trap *trap, const struct space *space, uint64_t address)
{
	uint8_t there[sizeof trap->code];

	return space_read(space, address, there, trap->length) == 0 &&
	       memcmp(there, trap->code, trap->length) == 0;
}

void breakpoints_remove(const struct breakpoints *breakpoints, marker_set enabled, const struct space *space,
			uint64_t bias)
{
	for (size_t i = 0; i < breakpoints->count; i++) {
		const struct breakpoint *breakpoint = &breakpoints->list[i];
		uint64_t address = breakpoint->address + bias;
		if (is_enabled(breakpoint, enabled) && is_present(breakpoints->trap, space, address))
			space_write(space, address, breakpoint->nop, breakpoints->trap->length);
	}
}

bool breakpoints_present(const struct breakpoints *breakpoints, marker_set enabled, const struct space *space,
			 uint64_t bias)
{
	for (size_t i = 0; i < breakpoints->count; i++)
		if (is_enabled(&breakpoints->list[i], enabled))
			return is_present(breakpoints->trap, space, breakpoints->list[i].address + bias);
	return false;
}

bool breakpoints_vanished(const struct breakpoints *breakpoints, marker_set enabled,
			  const struct space *space, uint64_t bias)
{
	size_t length = breakpoints->trap->length;

	for (size_t i = 0; i < breakpoints->count; i++) {
		const struct breakpoint *breakpoint = &breakpoints->list[i];
		uint8_t there[sizeof breakpoint->nop];
		if (is_enabled(breakpoint, enabled) &&
		    space_read(space, breakpoint->address + bias, there, length) == 0 &&
		    memcmp(there, breakpoint->nop, length) == 0)
			return true;
	}
	return false;
}
