/* SPDX-License-Identifier: BSD-2-Clause */
#include "tracee.h"

#include <probetap/memory.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct tracee *tracees_find(struct tracees *tracees, pid_t thread)
{
	if (tracees->recent < tracees->count && tracees->list[tracees->recent].thread == thread)
		return &tracees->list[tracees->recent];
	for (size_t i = 0; i < tracees->count; i++)
		if (tracees->list[i].thread == thread) {
			tracees->recent = i;
			return &tracees->list[i];
		}
	return NULL;
}

struct tracee_process *tracees_process(struct tracees *tracees, pid_t pid)
{
	for (size_t i = 0; i < tracees->count; i++)
		if (tracees->list[i].process->pid == pid)
			return tracees->list[i].process;
	return NULL;
}

/* Process and parent of a thread, from "Tgid:" and "PPid:" of its status. */
static int read_family(pid_t thread, pid_t *process, pid_t *parent)
{
	char line[256];
	FILE *file;

	*process = *parent = 0;
	snprintf(line, sizeof line, "/proc/%d/status", (int)thread);
	file = fopen(line, "re");
	if (!file)
		return errno == ENOENT ? -ESRCH : -errno;
	while (*parent == 0 && fgets(line, sizeof line, file)) {
		if (strncmp(line, "Tgid:", 5) == 0)
			*process = (pid_t)strtol(line + 5, NULL, 10);
		else if (strncmp(line, "PPid:", 5) == 0)
			*parent = (pid_t)strtol(line + 5, NULL, 10);
	}
	fclose(file);
	return *process ? 0 : -ESRCH;
}

static int new_process(struct tracees *tracees, pid_t pid, pid_t parent, struct tracee_process **result,
		       struct error *err)
{
	const struct tracee_process *forked_from = tracees_process(tracees, parent);
	struct tracee_process *process = memory_zeroed(1, sizeof *process);
	int rc = space_open(&process->space, pid, err);

	/* A program that its user may not look into is followed all the same: it is not the one under test.
	 */
	if (rc && rc != -EACCES && rc != -EPERM) {
		free(process);
		return rc;
	}
	process->pid = pid;
	if (forked_from)
		process->watch = forked_from->watch;
	*result = process;
	return 0;
}

static struct tracee *append(struct tracees *tracees, pid_t thread, struct tracee_process *process)
{
	struct tracee *tracee;

	tracees->list = memory_grow(tracees->list, tracees->count, sizeof *tracees->list);
	tracee = &tracees->list[tracees->count++];
	tracee->thread = thread;
	tracee->process = process;
	process->threads++;
	return tracee;
}

int tracees_add(struct tracees *tracees, pid_t thread, struct tracee **result, bool *fresh, struct error *err)
{
	struct tracee_process *process;
	pid_t pid, parent;
	int rc = read_family(thread, &pid, &parent);

	if (rc)
		return error_set(err, -rc, "cannot find out about thread %d: %s", (int)thread,
				 error_reason(rc));
	process = tracees_process(tracees, pid);
	*fresh = !process;
	if (*fresh)
		rc = new_process(tracees, pid, parent, &process, err);
	if (!rc)
		*result = append(tracees, thread, process);
	return rc;
}

static void release(struct tracee_process *process)
{
	if (--process->threads > 0)
		return;
	space_close(&process->space);
	free(process);
}

void tracees_remove(struct tracees *tracees, pid_t thread)
{
	struct tracee *tracee = tracees_find(tracees, thread);

	if (!tracee)
		return;
	release(tracee->process);
	/* The order of the list means nothing, so the last one fills the gap: memory_grow needs no shrinking.
	 */
	*tracee = tracees->list[--tracees->count];
}

int tracees_renew(struct tracees *tracees, pid_t pid, struct tracee **result, struct error *err)
{
	struct tracee_process *process;
	int rc;

	for (size_t i = tracees->count; i-- > 0;)
		if (tracees->list[i].process->pid == pid)
			tracees_remove(tracees, tracees->list[i].thread);
	rc = new_process(tracees, pid, 0, &process, err);
	if (!rc)
		*result = append(tracees, pid, process);
	return rc;
}

void tracees_fini(struct tracees *tracees)
{
	while (tracees->count > 0)
		tracees_remove(tracees, tracees->list[tracees->count - 1].thread);
	free(tracees->list);
	*tracees = (struct tracees){0};
}

void tracees_for_each_process(struct tracees *tracees,
			      void (*each)(void *context, struct tracee_process *process), void *context)
{
	for (size_t i = 0; i < tracees->count; i++) {
		struct tracee_process *process = tracees->list[i].process;
		bool seen = false;
		for (size_t j = 0; j < i && !seen; j++)
			seen = tracees->list[j].process == process;
		if (!seen)
			each(context, process);
	}
}
