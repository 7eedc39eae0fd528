/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * alert: ends a blocking waitpid when a descriptor becomes readable, or at a deadline.
 *
 * A wait that only asks (WNOHANG) and then polls costs a fifth of an event, so the wait blocks. What ends it
 * must not be an interrupted system call: that may come just before the wait, and it would hit others too,
 * the caller's writing of an event for one. So a signal (SIGIO, from the kernel when the descriptor is
 * readable, O_ASYNC, and from a timer) runs a handler in the tracing thread, and that asks for a stop of the
 * tracee: PTRACE_INTERRUPT. The stop is reported by the wait that is under way, or by the next. System calls
 * are restarted (SA_RESTART), ours and the tracee's.
 */
#ifndef CAPTURE_ALERT_H
#define CAPTURE_ALERT_H

#include <probetap/error.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct alert {
	int timer;
	int watched; /* descriptor, or -1 */
	bool running;
	sigset_t before; /* the thread's signal mask */
};

/* For the calling thread, which traces `tracee`, alive until alert_stop or reaped by this thread.
 * `descriptor` may be -1; `deadline`: CLOCK_MONOTONIC nanoseconds. */
int alert_start(struct alert *alert, pid_t tracee, int descriptor, uint64_t deadline, struct error *err);
/* Was there cause since it was asked last? Costs nothing. */
bool alert_taken(void);
/* Safe on one that was never started, if it was zeroed. */
void alert_stop(struct alert *alert);

#endif
