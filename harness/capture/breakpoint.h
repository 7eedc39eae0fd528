/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * breakpoint: the instruction that stops a thread, on the nop of a site.
 *
 * A marker's nop does nothing, so a thread that was stopped there goes on behind it: no instruction has to be
 * put back, nothing to be stepped, and no other thread can slip through meanwhile.
 */
#ifndef CAPTURE_BREAKPOINT_H
#define CAPTURE_BREAKPOINT_H

#include "space.h"

#include <probetap/contract.h>
#include <probetap/object.h>
#include <probetap/operand.h>

/* What a machine's breakpoint looks like, and what the kernel says of it. */
struct trap {
	enum machine machine;
	uint8_t code[4];
	uint8_t length;   /* of the breakpoint, which is no longer than any nop */
	uint8_t behind;   /* how far behind the breakpoint the program counter stands when it is reported */
	uint16_t counter; /* offset of the program counter in the NT_PRSTATUS register set … */
	uint16_t stack;   /* … and of the stack pointer */
	int16_t link;     /* … and of the register with the return address; -1: it is on the stack */
	int signal_code;  /* si_code of its SIGTRAP */
};

/* NULL: not for this machine. */
const struct trap *trap_of(enum machine machine);

struct breakpoint {
	uint64_t address; /* as in the object; in a process: + its bias */
	unsigned site, marker;
	uint8_t nop_length;
	uint8_t nop[4]; /* what stands there, as long as the trap */
	struct operands operands;
};

/* Every site of the contract's provider, by address. */
struct breakpoints {
	const struct trap *trap;
	struct breakpoint *list;
	size_t count;
};

/* -ENOTSUP, with the site's name: a machine or a site that this backend cannot use; -EINVAL: its operands. */
int breakpoints_open(struct breakpoints *breakpoints, const struct object *object,
		     const struct contract *contract, struct error *err);
void breakpoints_close(struct breakpoints *breakpoints);
const struct breakpoint *breakpoint_at(const struct breakpoints *breakpoints, uint64_t address);

/* Puts the breakpoints of the enabled markers into a process whose object lies at `bias`; *count: how many.
 */
int breakpoints_insert(const struct breakpoints *breakpoints, marker_set enabled, const struct space *space,
		       uint64_t bias, unsigned *count, struct error *err);
/* Takes them out again, those that are there. */
void breakpoints_remove(const struct breakpoints *breakpoints, marker_set enabled, const struct space *space,
			uint64_t bias);
/* Has somebody put a nop back where one was? What cannot be read says nothing. */
bool breakpoints_vanished(const struct breakpoints *breakpoints, marker_set enabled,
			  const struct space *space, uint64_t bias);
/* Is one of them there? So it is after a fork. */
bool breakpoints_present(const struct breakpoints *breakpoints, marker_set enabled, const struct space *space,
			 uint64_t bias);

#endif
