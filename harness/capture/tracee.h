/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tracee: the threads under our hand, and the processes (memories) that they belong to.
 */
#ifndef CAPTURE_TRACEE_H
#define CAPTURE_TRACEE_H

#include "space.h"

#include <probetap/contract.h>
#include <probetap/error.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Where in a process we wait for the object to be mapped (watch.h). */
enum watch_place {
	WATCH_NOTHING,
	WATCH_ENTRY,  /* the program's entry point: by then everything that it needs is mapped */
	WATCH_LINKER, /* where the dynamic linker tells debuggers that its list has changed */
	WATCH_RETURN, /* where it goes on after that */
};

struct watch {
	enum watch_place place;
	uint64_t address;
	uint64_t linker; /* address of the linker's function, once known */
	uint8_t saved[4];
};

struct tracee_process {
	pid_t pid;
	struct space space;
	bool mapped; /* the object is, at `bias` */
	uint64_t bias;
	bool armed;        /* breakpoints and semaphores are in */
	marker_set raised; /* semaphores that were up before that */
	struct watch watch;
	size_t threads;
};

/* The NT_PRSTATUS register set: at most 34 words on the machines that have a trap (breakpoint.c). */
struct registers {
	uint64_t words[40];
	size_t size; /* bytes */
};

struct tracee {
	pid_t thread;
	struct tracee_process *process;
	struct registers resumed; /* with which it went on from its last hit; size 0: none yet */
};

struct tracees {
	struct tracee *list;
	size_t count;
	size_t recent; /* index of the one that was asked for last */
};

/* NULL: unknown. Good until a thread is added or removed. */
struct tracee *tracees_find(struct tracees *tracees, pid_t thread);
struct tracee_process *tracees_process(struct tracees *tracees, pid_t pid);
/*
 * Adds a thread that was never seen before; the kernel is asked to which process it belongs. Where that is
 * new too (*fresh), it is given the watch of its parent: a fork copies the memory with all that is in it.
 * -ESRCH: it is gone already.
 */
int tracees_add(struct tracees *tracees, pid_t thread, struct tracee **result, bool *fresh,
		struct error *err);
void tracees_remove(struct tracees *tracees, pid_t thread);
/* After an exec of the process only its first thread is left, in a new memory. */
int tracees_renew(struct tracees *tracees, pid_t pid, struct tracee **result, struct error *err);
void tracees_fini(struct tracees *tracees);

/* Calls `each` once for every process. */
void tracees_for_each_process(struct tracees *tracees,
			      void (*each)(void *context, struct tracee_process *process), void *context);

#endif
