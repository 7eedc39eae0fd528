/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * watch: notices when a process maps the object whose markers are wanted.
 *
 * An executable is there when exec is done, what it needs (DT_NEEDED) when its entry point is reached, and
 * what it loads later (dlopen) when the dynamic linker calls the empty function whose address it keeps for
 * debuggers in `struct r_debug` (found through DT_DEBUG; see <link.h>). A breakpoint waits at the entry
 * point, then at that function. Neither stands on a nop: such a breakpoint is taken out when it is hit, the
 * thread goes on over what was there, and the next one waits at the return address to put the first one back.
 * The dynamic linker holds its lock meanwhile, so no other thread passes by.
 */
#ifndef CAPTURE_WATCH_H
#define CAPTURE_WATCH_H

#include "breakpoint.h"
#include "tracee.h"

/* After an exec. Nothing to watch in a program of another machine, or in one whose auxiliary vector is not to
 * be had: it cannot carry the object. */
int watch_begin(struct tracee_process *process, const struct object *object, const struct trap *trap,
		struct error *err);
/* In a process that runs already. */
int watch_linker(struct tracee_process *process, const struct trap *trap, struct error *err);
/* Is that where a thread stands that hit the watch, be it one that was just taken out? */
bool watch_is_hit(const struct tracee_process *process, uint64_t address);
/* It was hit, and the object is not there yet: waits for the next occasion. `registers`: NT_PRSTATUS. The
 * caller then sets the program counter back to the watch's old address. */
int watch_next(struct tracee_process *process, const struct trap *trap, const void *registers,
	       struct error *err);
/* Takes the breakpoint out, if one is in. */
void watch_end(struct tracee_process *process, const struct trap *trap);

#endif
