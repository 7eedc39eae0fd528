/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * processor: keeps this process, and what it launches meanwhile, on one processor.
 *
 * A tracer and its program take turns: one runs while the other stands still. On one processor such a turn is
 * a switch; between two it wakes a processor that has gone to sleep, which takes several times as long.
 */
#ifndef PROBETAP_PROCESSOR_H
#define PROBETAP_PROCESSOR_H

#include <sched.h>
#include <stdbool.h>

struct processor {
	cpu_set_t before;
	bool held;
};

/* The Nth of the processors that we may use, counted from 1 and round and round; 0: the one where we are.
 * Where that is refused everything stays as it is: it is only slower. */
void processor_hold(struct processor *processor, unsigned which);
/* Back to all that there were. */
void processor_release(struct processor *processor);

/* How many we may use: at least 1; and which of them we are on, counted from 1. */
unsigned processors_allowed(unsigned *here);

#endif
