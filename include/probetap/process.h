/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * process: a helper program run to its end, with a deadline, its output kept.
 *
 * For tools that probetap calls (configure, make, bpftool …); a program under test is started by launch.h.
 */
#ifndef PROBETAP_PROCESS_H
#define PROBETAP_PROCESS_H

#include <probetap/buffer.h>
#include <probetap/error.h>

struct process_options {
	const char *directory;          /* NULL: this one */
	const char *const *environment; /* NULL: inherited */
	unsigned deadline_seconds;      /* 0: none */
	int output_fd;                  /* standard output and error go there; -1: both are kept in *output */
	/* Called about once a second while it runs, and when a signal came: to show progress, or to stop it
	 * by returning a negative errno, which process_run then returns. May be NULL. */
	int (*tick)(void *context);
	void *tick_context;
};

/* Runs argv[0] (searched in PATH), waits for it and everything in its group. *status as from waitpid.
 * -ETIMEDOUT after the deadline, or what `tick` returned: the group was ended. `output` may be NULL. */
int process_run(const char *const *argv, const struct process_options *options, int *status,
		struct buffer *output, struct error *err);
/* Signals all our children. For a subreaper these are, in the end, all descendants, whatever group or session
 * they made for themselves: it is the parent of every orphan. */
void process_signal_children(int signal);
/* "exit status 1", "killed by signal 11 (SIGSEGV)" */
void process_describe(int status, char *text, size_t size);
/* The full path of a program in PATH; NULL if there is none. Caller frees. */
char *process_find(const char *name);
/* "SIGSEGV" for 11 and back; NULL / 0 where unknown. */
const char *process_signal_name(int signal);
int process_signal_number(const char *name);

#endif
