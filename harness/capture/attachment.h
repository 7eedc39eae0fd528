/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * attachment: the agent on the sites of an object.
 *
 * Two ways to the same: one link for all sites (uprobe_multi, kernel 6.6), or a perf link for each. Either
 * with the sites' reference counters, so that the kernel raises the semaphores in every process that maps the
 * object, or without. The kernel allows a site only one of both at a time, whoever asks.
 */
#ifndef CAPTURE_ATTACHMENT_H
#define CAPTURE_ATTACHMENT_H

#include "agent.h"

#include <probetap/contract.h>
#include <probetap/object.h>

struct attachment {
	bool is_there;
	bool counted;            /* the kernel counts the semaphores */
	unsigned sites;          /* how many are attached */
	int multi;               /* the link of all, or -1 */
	struct bpf_link **links; /* or one each */
};

/*
 * Attaches every site of the enabled markers, all or none. -EINVAL: the kernel refuses, because it does not
 * know the link, or because somebody else is attached in the other way; -EPERM … A set without sites is no
 * error.
 */
int attachment_open(struct attachment *attachment, const struct agent *agent, const struct object *object,
		    const struct contract *contract, marker_set enabled, bool counted, struct error *err);
void attachment_close(struct attachment *attachment);

#endif
