/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * backend: what capture.c asks of bpf and of ptrace.
 *
 * capture.c launches the program, holds it before exec, and clears up afterwards; between these a backend's
 * `run` has the launch to itself.
 */
#ifndef CAPTURE_BACKEND_H
#define CAPTURE_BACKEND_H

#include <probetap/capture.h>

struct backend {
	enum capture_kind kind;
	/* Gets ready for any number of runs. -EPERM: it is not allowed here, with what to do about it. */
	int (*open)(void **state, const struct target *target, const struct contract *contract,
		    const struct capture_options *options, struct error *err);
	/*
	 * Before the program is launched; may be NULL. What must not happen while a child that has not
	 * reached its exec still holds copies of our descriptors is done here.
	 */
	int (*prepare)(void *state, const struct capture_run *run, struct error *err);
	/*
	 * The launch is held before exec: takes hold of it, releases it, hands over its events, and fills in
	 * the counts and flags of the outcome. Returns 0 when the program has ended (launch->state is
	 * LAUNCH_ENDED) or when the deadline has passed (outcome->deadline_passed). No process may be left
	 * attached.
	 */
	int (*run)(void *state, const struct capture_run *run, struct launch *launch,
		   struct capture_outcome *outcome, struct error *err);
	void (*close)(void *state);
};

extern const struct backend backend_bpf, backend_ptrace;

/* Does the site belong to a marker of the set? Its index, or -1. */
#define EVERY_MARKER (~(marker_set)0)
int backend_site_marker(const struct contract *contract, const struct site *site, marker_set enabled);

#endif
