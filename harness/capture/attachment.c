/* SPDX-License-Identifier: BSD-2-Clause */
#include "attachment.h"

#include "backend.h"

#include <probetap/memory.h>

#include <bpf/libbpf.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What is to be attached, in the form in which the kernel wants it. */
struct places {
	unsigned long *offsets, *counters;
	uint64_t *cookies;
	size_t count;
};

static void collect(struct places *places, const struct object *object, const struct contract *contract,
		    marker_set enabled)
{
	places->offsets = memory_zeroed(object->site_count + 1, sizeof *places->offsets);
	places->counters = memory_zeroed(object->site_count + 1, sizeof *places->counters);
	places->cookies = memory_zeroed(object->site_count + 1, sizeof *places->cookies);
	places->count = 0;
	for (size_t i = 0; i < object->site_count; i++) {
		const struct site *site = &object->sites[i];
		if (backend_site_marker(contract, site, enabled) < 0)
			continue;
		places->offsets[places->count] = site->offset;
		places->counters[places->count] = site->semaphore_offset;
		places->cookies[places->count++] = i;
	}
}

static void discard(struct places *places)
{
	free(places->offsets);
	free(places->counters);
	free(places->cookies);
}

/* The part of union bpf_attr that BPF_LINK_CREATE has for uprobe_multi, from <linux/bpf.h> of 6.6. */
struct multi_request {
	uint32_t program, target, attach_type, flags;
	uint64_t path, offsets, counters, cookies;
	uint32_t count, multi_flags, pid, unused;
};

enum { LINK_CREATE = 28, ATTACH_UPROBE_MULTI = 48 };

static int attach_multi(struct attachment *attachment, const struct agent *agent, const char *path,
			const struct places *places, bool counted)
{
	struct multi_request request = {
		.program = (uint32_t)bpf_program__fd(agent->hit),
		.attach_type = ATTACH_UPROBE_MULTI,
		.path = (uintptr_t)path,
		.offsets = (uintptr_t)places->offsets,
		.counters = counted ? (uintptr_t)places->counters : 0,
		.cookies = (uintptr_t)places->cookies,
		.count = (uint32_t)places->count,
	};

	attachment->multi = (int)syscall(SYS_bpf, LINK_CREATE, &request, sizeof request);
	return attachment->multi < 0 ? -errno : 0;
}

static int attach_each(struct attachment *attachment, const struct agent *agent, const char *path,
		       const struct places *places, bool counted)
{
	attachment->links = memory_zeroed(places->count + 1, sizeof *attachment->links);
	for (size_t i = 0; i < places->count; i++) {
		LIBBPF_OPTS(bpf_uprobe_opts, options, .bpf_cookie = places->cookies[i],
			    .ref_ctr_offset = counted ? places->counters[i] : 0);
		attachment->links[i] =
			bpf_program__attach_uprobe_opts(agent->hit, -1, path, places->offsets[i], &options);
		if (!attachment->links[i])
			return -errno;
	}
	return 0;
}

int attachment_open(struct attachment *attachment, const struct agent *agent, const struct object *object,
		    const struct contract *contract, marker_set enabled, bool counted, struct error *err)
{
	struct places places;
	int rc = 0;

	*attachment = (struct attachment){.is_there = true, .counted = counted, .multi = -1};
	collect(&places, object, contract, enabled);
	if (places.count)
		rc = agent->multi ? attach_multi(attachment, agent, object->path, &places, counted)
				  : attach_each(attachment, agent, object->path, &places, counted);
	attachment->sites = (unsigned)places.count;
	discard(&places);
	if (rc == 0)
		return 0;
	attachment_close(attachment);
	if (rc == -EINVAL)
		return error_set(err, EINVAL, "bpf: attaching to %s: %s", object->path, error_reason(rc));
	return agent_refused(rc, object->path, err);
}

void attachment_close(struct attachment *attachment)
{
	if (!attachment->is_there)
		return;
	if (attachment->multi >= 0)
		close(attachment->multi);
	for (size_t i = 0; attachment->links && attachment->links[i]; i++)
		bpf_link__destroy(attachment->links[i]);
	free(attachment->links);
	*attachment = (struct attachment){.multi = -1};
}
