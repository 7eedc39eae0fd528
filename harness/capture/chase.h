/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * chase: one run under ptrace: its threads, whether its window is open, and how it comes to an end.
 */
#ifndef CAPTURE_CHASE_H
#define CAPTURE_CHASE_H

#include "alert.h"
#include "arguments.h"
#include "breakpoint.h"
#include "reservation.h"
#include "tracee.h"

#include <probetap/capture.h>
#include <probetap/processor.h>

/* What serves all runs. */
struct ptrace_state {
	const struct target *target;
	const struct contract *contract;
	struct breakpoints breakpoints;
	struct arguments arguments;
	struct reservation reservation;
	struct processor processor;
	uint64_t sequence;
};

enum phase {
	PHASE_OPEN,    /* events are wanted; a run of the whole process is one window */
	PHASE_CLOSING, /* what has hit a breakpoint already is still wanted */
	PHASE_CLOSED,
};

struct chase {
	struct ptrace_state *state;
	const struct capture_run *run;
	struct capture_outcome *outcome;
	struct launch *launch;
	struct tracees tracees;
	struct alert alert;
	enum phase phase;
	bool alone;    /* the program is in a stage without observers */
	bool executed; /* the interpreter has begun (only seen where the run is that of a whole process) */
	bool ending, killed; /* what is left was asked to end; was killed */
	uint64_t end_by;     /* then: when patience ends */
	bool abandoned;      /* it ended, and somebody is still there */
	int rc;              /* the first failure, with its message in `err` */
	struct error *err;
};

/* Attaches to all threads of a process, without stopping any. */
int chase_seize(struct chase *chase, pid_t pid);
/* Handles what the kernel reports until the program has ended and nothing is traced any more. */
int chase_follow(struct chase *chase);
/* After a failure: the same, but everything is killed first. Returns rc. */
int chase_give_up(struct chase *chase, int rc);

/* ---- arming.c: breakpoints and semaphores go in and out together ---- */

/* Arms a process if it maps the object; -ENOENT: it does not (yet). */
int chase_arm(struct chase *chase, struct tracee_process *process);
/* A process that came into being as a copy of another, with what was armed there. */
void chase_take_copy(struct chase *chase, struct tracee_process *process);
void chase_disarm(struct chase *chase, struct tracee_process *process);
/*
 * Disarms the first process, which stands still at the end of its window. -EBUSY: another tracer has been
 * there; the kernel does not report a hit that it takes for a uprobe's, so events may be missing.
 */
int chase_disarm_main(struct chase *chase);

/* The first process stands still at a turn within its window: another number of observers. */
int chase_turn(struct chase *chase);

/* ---- hit.c ---- */

/* A thread stopped with SIGTRAP: if that is a breakpoint of ours, deals with it, so that the program never
 * hears of it, and returns true. */
bool chase_hit(struct chase *chase, struct tracee *tracee);

/* Remembers the first failure. That a process is gone, or going, is none: its end will be reported. */
void chase_fail(struct chase *chase, int rc);

#endif
