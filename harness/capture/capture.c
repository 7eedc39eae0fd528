/* SPDX-License-Identifier: BSD-2-Clause */
#include "backend.h"

#include <probetap/memory.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* The ends of what was printed that are kept. */
enum { PRINTED_LIMIT = 64 << 10 };

struct capture {
	const struct target *target;
	const struct contract *contract;
	const struct backend *backend;
	void *state;
};

const char *capture_kind_name(enum capture_kind kind)
{
	static const char *const names[] = {
		[CAPTURE_AUTO] = "auto", [CAPTURE_BPF] = "bpf", [CAPTURE_PTRACE] = "ptrace"};

	return names[kind];
}

enum capture_kind capture_kind_of(const struct capture *capture)
{
	return capture->backend->kind;
}

int backend_site_marker(const struct contract *contract, const struct site *site, marker_set enabled)
{
	int marker = contract_marker(contract, site->name, strlen(site->name));

	if (marker < 0 || strcmp(site->provider, contract->provider) != 0 || !(enabled >> marker & 1))
		return -1;
	return marker;
}

/* ---- which backend ---- */

static int open_with(struct capture *capture, const struct backend *backend,
		     const struct capture_options *options, struct error *err)
{
	capture->backend = backend;
	return backend->open(&capture->state, capture->target, capture->contract, options, err);
}

/* Only what is not allowed here leads on to the other backend: any other failure is one to be told. */
static int open_best(struct capture *capture, const struct capture_options *options, char **reason,
		     struct error *err)
{
	char *refused = memory_text("it was built without bpf");
	int rc = -EPERM;

#if PROBETAP_BPF
	struct error why = {{0}};
	rc = open_with(capture, &backend_bpf, options, &why);
	free(refused);
	refused = memory_text(why.text);
	if (rc == 0)
		*reason = memory_text("allowed here, and the faster one");
	else if (rc != -EPERM)
		error_set(err, -rc, "%s", why.text);
#endif
	if (rc == -EPERM) {
		rc = open_with(capture, &backend_ptrace, options, err);
		if (rc == 0)
			*reason = memory_format("bpf is not to be had: %s", refused);
		else if (rc == -EPERM)
			error_prefix(err, rc, "no capture is possible here: bpf: %s; ptrace", refused);
	}
	free(refused);
	return rc;
}

static int open_asked(struct capture *capture, const struct capture_options *options, char **reason,
		      struct error *err)
{
	*reason = memory_text("as asked");
	if (options->kind == CAPTURE_PTRACE)
		return open_with(capture, &backend_ptrace, options, err);
#if PROBETAP_BPF
	return open_with(capture, &backend_bpf, options, err);
#else
	return error_set(err, EPERM,
			 "bpf: this probetap was built without it: build with BPF=1, or use ptrace");
#endif
}

int capture_open(struct capture **result, const struct target *target, const struct contract *contract,
		 const struct capture_options *options, char **reason, struct error *err)
{
	struct capture *capture = memory_zeroed(1, sizeof *capture);
	char *why = NULL;
	int rc;

	capture->target = target;
	capture->contract = contract;
	rc = options->kind == CAPTURE_AUTO ? open_best(capture, options, &why, err)
					   : open_asked(capture, options, &why, err);
	if (rc == 0 && reason) {
		*reason = why;
		why = NULL;
	}
	free(why);
	if (rc < 0)
		free(capture);
	else
		*result = capture;
	return rc;
}

void capture_close(struct capture *capture)
{
	if (!capture)
		return;
	capture->backend->close(capture->state);
	free(capture);
}

/* ---- a run ---- */

static unsigned expected_sites(const struct capture *capture, marker_set enabled)
{
	const struct object *object = capture->target->object;
	unsigned count = 0;

	for (size_t i = 0; i < object->site_count; i++)
		count += backend_site_marker(capture->contract, &object->sites[i], enabled) >= 0;
	return count;
}

static void take_printed(const struct launch *launch, struct capture_outcome *outcome)
{
	struct buffer output = {0}, errors = {0};

	launch_output(launch, PRINTED_LIMIT, &output, &errors);
	outcome->output = buffer_take(&output);
	outcome->errors = buffer_take(&errors);
}

int capture_run(struct capture *capture, const struct capture_run *run, struct capture_outcome *outcome,
		struct error *err)
{
	struct launch *launch;
	int rc;

	*outcome = (struct capture_outcome){.sites_expected = expected_sites(capture, run->enabled)};
	rc = capture->backend->prepare ? capture->backend->prepare(capture->state, run, err) : 0;
	if (rc < 0)
		return rc;
	rc = launch_open(&launch, capture->target, run->program, run->files, run->deadline_seconds, err);
	if (rc < 0)
		return rc;
	outcome->process = launch->pid;
	rc = capture->backend->run(capture->state, run, launch, outcome, err);
	if (rc == 0)
		rc = launch_stop(launch, &outcome->status, err);
	outcome->nanoseconds = launch->started ? launch_now() - launch->started : 0;
	outcome->program = memory_text(launch->program);
	take_printed(launch, outcome);
	launch_close(launch);
	if (rc < 0)
		capture_outcome_fini(outcome);
	return rc;
}

void capture_outcome_fini(struct capture_outcome *outcome)
{
	free(outcome->program);
	free(outcome->output);
	free(outcome->errors);
	*outcome = (struct capture_outcome){0};
}
