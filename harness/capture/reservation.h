/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * reservation: keeps captures of one object off each other's breakpoints and semaphores.
 *
 * A bpf capture has its breakpoints in every process that maps the object, so also in one that a ptrace
 * capture observes; and the kernel keeps to itself every hit of a breakpoint that both of them put there. So
 * captures of one object at one time must be of one kind. And where the kernel counts semaphores for a bpf
 * capture it raises them in every such process too, where another run may count on their being 0. So one run
 * that has them counted keeps off all others, and many others may go on at once.
 *
 * All this is said by locks on the object's file, each of which lives as long as its holder: in this
 * probetap, its processes, or another's. (Other tools know nothing of it.)
 */
#ifndef CAPTURE_RESERVATION_H
#define CAPTURE_RESERVATION_H

#include <probetap/capture.h>

enum turn { TURN_NONE, TURN_BESIDE_OTHERS, TURN_ALONE };

/* Starts zeroed. */
struct reservation {
	bool held;
	int fd; /* where it is held */
	enum turn turn;
};

/* Waits a while for captures of the other kind to end; then -EBUSY. One that is held already is kept. A file
 * that cannot be opened, or has no locks, is not guarded. */
int reservation_take(struct reservation *reservation, const char *path, enum capture_kind kind,
		     struct error *err);
/* The turn that a run needs among captures of the same kind. To be alone waits until nobody else has a turn;
 * to be beside others waits while somebody is alone or wants to be. -EBUSY after some minutes. The turn that
 * was had before is given up first. */
int reservation_turn(struct reservation *reservation, enum turn turn, struct error *err);
/* Somebody waits to be alone: whoever has a turn and is between two runs should give it up. */
bool reservation_is_wanted(const struct reservation *reservation);
void reservation_release(struct reservation *reservation);

#endif
