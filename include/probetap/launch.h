/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * launch: one hermetic process under test, held where a capture needs to act.
 *
 * The child is forked into a process group of its own, with a fixed environment, /dev/null as standard input,
 * and unnamed files (at offset 0) as standard output and error. It is held twice: before exec, so that a
 * capture can take hold of its pid; and, where the window driver is run, at the begin and the end of the
 * window. It ends with its whole group: TERM, a grace, KILL.
 */
#ifndef PROBETAP_LAUNCH_H
#define PROBETAP_LAUNCH_H

#include <probetap/buffer.h>
#include <probetap/error.h>
#include <probetap/target.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* A program to run. Paths are host paths; inside a root they are brought in by launch itself. */
struct program {
	const char *path;               /* the Python file; its directory becomes the working directory */
	const char *const *arguments;   /* for the program; NULL-terminated, or NULL */
	const char *const *options;     /* for the interpreter ("-O"); NULL-terminated, or NULL */
	const char *const *environment; /* more "NAME=value"; NULL-terminated, or NULL */
	bool whole_process; /* `scope process`: no driver, no window: PROGRAM is run by the interpreter itself
			     */
};

enum launch_state {
	LAUNCH_HELD,
	LAUNCH_RUNNING,
	LAUNCH_WINDOW_BEGIN,
	LAUNCH_WINDOW,
	LAUNCH_WINDOW_END,
	LAUNCH_ENDED
};

struct launch_child;

struct launch {
	pid_t pid;
	int pidfd;
	int release_fd;             /* to the child before exec */
	int report_fd;              /* from the child: the step that failed before or at exec */
	int window_from;            /* the driver tells: 'B' at begin, 'E' at end */
	int window_to;              /* the driver waits for one byte */
	int output, errors;         /* what was printed: unnamed files */
	char *directory;            /* the run's own temporary directory, host path */
	char *inside;               /* the same directory as the program sees it */
	char *program;              /* the program's path as the interpreter is given it: the case's $file */
	struct launch_child *child; /* what the child uses before its exec */
	enum launch_state state;
	uint64_t deadline; /* CLOCK_MONOTONIC nanoseconds */
	uint64_t started;  /* CLOCK_MONOTONIC nanoseconds: when it was released */
	int status;        /* LAUNCH_ENDED: as from waitpid */
	bool traced; /* set by a capture that has attached to the held child with ptrace: release does not
			wait for exec */
};

/*
 * Copies the program's directory (files named in `files`, relative; NULL-terminated) into a new private
 * directory, forks, and holds the child before exec. -EPERM where the root cannot be entered, -errno of what
 * failed.
 */
int launch_open(struct launch **result, const struct target *target, const struct program *program,
		const char *const *files, unsigned deadline_seconds, struct error *err);
/* Lets the child exec. */
int launch_release(struct launch *launch, struct error *err);
/* Where `traced` was set: waits until the child has exec'd or ended; why it could not exec. */
int launch_report(struct launch *launch, struct error *err);
/* Reads what the driver told (non-blocking): 'B', 'E', 'T' for a turn within the window, 0 for nothing yet,
 * -1 for closed. */
int launch_window_told(struct launch *launch);
/* Lets the driver go on. */
int launch_window_continue(struct launch *launch, struct error *err);
/* Ends the whole group (TERM, grace, KILL) and reaps the child; *status as from waitpid. Safe when it ended
 * already. */
int launch_stop(struct launch *launch, int *status, struct error *err);
/* What was printed so far (at most `limit` bytes of the end). */
void launch_output(const struct launch *launch, size_t limit, struct buffer *output, struct buffer *errors);
/* Kills what is left, removes the directory, closes descriptors. */
void launch_close(struct launch *launch);

/* Nanoseconds of CLOCK_MONOTONIC; milliseconds left until a deadline (0: passed), for poll. */
uint64_t launch_now(void);
int launch_milliseconds_left(uint64_t deadline);

#endif
