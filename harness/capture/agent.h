/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * agent: our program in the kernel (probe.bpf.c), loaded, and what is shared with it.
 *
 * libbpf's own words go nowhere but into our messages, unless the environment has PROBETAP_LIBBPF set.
 */
#ifndef CAPTURE_AGENT_H
#define CAPTURE_AGENT_H

#include "probe.h"

#include <probetap/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct bpf_link;
struct bpf_object;
struct bpf_program;

struct agent {
	struct bpf_object *object;
	struct bpf_program *hit;
	struct bpf_link *fork, *exit;
	struct probe_control *control; /* the page that both have in their memory */
	int followed, ring;            /* maps */
	bool multi;                    /* loaded for links of many sites */
};

enum agent_flags {
	AGENT_MULTI = 1 << 0, /* for links of many sites (kernel 6.6 and later) */
	AGENT_EMPTY = 1 << 1, /* a program that does nothing instead: what a probe costs in itself */
};

/*
 * `ring_bytes` is rounded up to a power of two of at least PROBE_RING_LEAST. -EPERM: not allowed, or not
 * possible with this kernel; the message says what to do.
 */
int agent_load(struct agent *agent, const struct probe_site *sites, size_t count, size_t ring_bytes,
	       unsigned flags, struct error *err);
void agent_unload(struct agent *agent);

/* Firings of this process and of its children count from now on, once the gate is open. */
int agent_follow(struct agent *agent, pid_t process, struct error *err);
/* Nobody is followed any more; everything is counted anew. No followed process may be left. */
void agent_forget(struct agent *agent);

/* Explains why the kernel refused: writes "what: why" with libbpf's last word and, for what is not allowed,
 * what to do. Returns -EPERM for everything that another kernel or user could do, else -code. */
int agent_refused(int code, const char *what, struct error *err);

#endif
