/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * capture: runs a program and hands over every event of its window.
 *
 * Two backends give the same events: `bpf` (root or CAP_BPF + CAP_PERFMON) and `ptrace` (no privileges). A
 * capture is opened once for an object and serves many runs. It proves completeness: hits that were counted
 * == events that were handed over, nothing lost.
 */
#ifndef PROBETAP_CAPTURE_H
#define PROBETAP_CAPTURE_H

#include <probetap/contract.h>
#include <probetap/error.h>
#include <probetap/event.h>
#include <probetap/launch.h>
#include <probetap/target.h>
#include <stdbool.h>
#include <stdint.h>

struct capture;

enum capture_kind { CAPTURE_AUTO, CAPTURE_BPF, CAPTURE_PTRACE };

struct capture_options {
	enum capture_kind kind;
	size_t ring_bytes; /* bpf: size of the ring; 0: the default. Rounded up to a power of two */
	bool single_links; /* bpf: a link for each site, as before Linux 6.6, even if one for all is to be had
			    */
	unsigned processor; /* ptrace: the one of those allowed that a capture and its programs keep to, see
			       processor_hold */
};

/* One run. */
struct capture_run {
	const struct program *program;
	const char *const *files; /* companions to copy, see launch_open */
	marker_set enabled;       /* the markers whose semaphores are raised */
	/* How many observers these semaphores tell of: the first number when the window opens, the next one
	 * at each turn of the program (targets/cpython/driver.py). None: one. Only for programs with a
	 * window. */
	const unsigned *observers;
	size_t observer_count;
	unsigned deadline_seconds;
	/* Called for every event in order of firing; the event and its texts are good during the call only.
	 */
	/* What fires while nobody asks for it comes too: markers that are not enabled, and all where there
	 * are 0 observers. */
	void (*event)(void *context, const struct event *event);
	void *context;
};

/* How a run went. Everything here is evidence: a verdict may become ok only when all of it is right. */
struct capture_outcome {
	unsigned sites_expected; /* sites of enabled markers in the notes … */
	unsigned sites_attached; /* … and those that were really attached */
	pid_t process;           /* the first process */
	bool window_opened, window_closed;
	size_t turns; /* of the program: how often it waited for another number of observers */
	bool deadline_passed;
	int status;                  /* of the first process, as from waitpid */
	uint64_t hits;               /* counted where the marker fired */
	uint64_t events;             /* handed over */
	uint64_t lost;               /* hits - events, or what the kernel dropped */
	uint64_t unreadable;         /* values that could not be read */
	uint64_t cut;                /* values that were cut */
	uint64_t nanoseconds;        /* from release to end */
	marker_set raised_elsewhere; /* markers that are not enabled and whose semaphore another observer
					raised */
	char *program;               /* the program's path as the interpreter was given it ($file); free */
	char *output, *errors;       /* ends of what was printed; free */
};

/*
 * CAPTURE_AUTO takes bpf where it may, else ptrace; *reason (caller frees; may be NULL) says which and why.
 * Errors: -EPERM: no backend is allowed here (exit status 3; the message says what to do); -ENOTSUP: a site
 * that this backend cannot use, by name.
 */
int capture_open(struct capture **result, const struct target *target, const struct contract *contract,
		 const struct capture_options *options, char **reason, struct error *err);
/* 0 when the program was run, however it went: see the outcome. */
int capture_run(struct capture *capture, const struct capture_run *run, struct capture_outcome *outcome,
		struct error *err);
void capture_close(struct capture *capture);
void capture_outcome_fini(struct capture_outcome *outcome);

const char *capture_kind_name(enum capture_kind kind);
enum capture_kind capture_kind_of(const struct capture *capture);

#endif
