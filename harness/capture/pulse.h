/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pulse: makes a blocking waitpid return when a descriptor becomes readable, and at the latest after a beat.
 *
 * A wait that only asks (WNOHANG) and then polls costs a fifth of an event. So the wait blocks, and a signal
 * that nobody else uses (SIGIO) ends it with EINTR: sent by the kernel when the descriptor is readable
 * (O_ASYNC), and again every beat, for the one that came between looking and waiting. Both go to the calling
 * thread alone, and are let in only around the wait: nobody else's system calls are interrupted.
 */
#ifndef CAPTURE_PULSE_H
#define CAPTURE_PULSE_H

#include <probetap/error.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

struct pulse {
	int timer;
	int watched; /* descriptor, or -1 */
	bool running;
	sigset_t before; /* the thread's signal mask */
};

/* For the calling thread. `descriptor` may be -1. */
int pulse_start(struct pulse *pulse, int descriptor, struct error *err);
/* waitpid(-1, status, __WALL) for this thread's own children and tracees: a pid, 0 for a beat or the
 * descriptor, or -errno (-ECHILD). */
pid_t pulse_wait(int *status);
/* Safe on one that was never started, if it was zeroed. */
void pulse_stop(struct pulse *pulse);

#endif
