/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * reservation: keeps the two backends off each other's breakpoints.
 *
 * A bpf capture has its breakpoints in every process that maps the object, so also in one that a ptrace
 * capture observes; and the kernel keeps to itself every hit of a breakpoint that both of them put there. So
 * captures of one object at one time must be of one kind. Each holds a lock on the object's file while it is
 * open: a shared one, for its kind. (Other tools than probetap know nothing of it.)
 */
#ifndef CAPTURE_RESERVATION_H
#define CAPTURE_RESERVATION_H

#include <probetap/capture.h>

/* Starts zeroed. */
struct reservation {
	bool held;
	int fd; /* where it is held */
};

/* Waits a while for captures of the other kind to end; then -EBUSY. One that is held already is kept. A file
 * that cannot be opened, or has no locks, is not guarded. */
int reservation_take(struct reservation *reservation, const char *path, enum capture_kind kind,
		     struct error *err);
void reservation_release(struct reservation *reservation);

#endif
