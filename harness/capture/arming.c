/* SPDX-License-Identifier: BSD-2-Clause */
#include "backend.h"
#include "chase.h"
#include "mapping.h"
#include "semaphore.h"
#include "watch.h"

#include <errno.h>

static unsigned enabled_sites(const struct ptrace_state *state, marker_set enabled)
{
	unsigned count = 0;

	for (size_t i = 0; i < state->breakpoints.count; i++)
		count += enabled >> state->breakpoints.list[i].marker & 1;
	return count;
}

static void note_other_observers(struct chase *chase, struct tracee_process *process)
{
	const struct ptrace_state *state = chase->state;

	chase->outcome->raised_elsewhere |=
		semaphores_raised(state->target->object, state->contract, &process->space, process->bias) &
		~chase->run->enabled;
}

static int tell_observers(struct chase *chase, struct tracee_process *process, unsigned count)
{
	const struct ptrace_state *state = chase->state;

	chase->alone = count == 0;
	return semaphores_set(state->target->object, state->contract, chase->run->enabled, &process->space,
			      process->bias, count, chase->err);
}

/* Breakpoints first, then the semaphores which lead to them. Every site has one: a marker whose semaphore is
 * 0 must not fire, and if it does, somebody should hear of it. */
static int arm(struct chase *chase, struct tracee_process *process)
{
	const struct ptrace_state *state = chase->state;
	marker_set enabled = chase->run->enabled;
	unsigned count;
	int rc = breakpoints_insert(&state->breakpoints, EVERY_MARKER, &process->space, process->bias, &count,
				    chase->err);

	if (rc < 0)
		return rc;
	note_other_observers(chase, process);
	process->raised =
		semaphores_raised(state->target->object, state->contract, &process->space, process->bias);
	if (chase->run->observer_count)
		rc = tell_observers(chase, process, chase->run->observers[0]);
	else
		rc = semaphores_raise(state->target->object, state->contract, enabled, &process->space,
				      process->bias, chase->err);
	if (rc < 0) {
		breakpoints_remove(&state->breakpoints, EVERY_MARKER, &process->space, process->bias);
		return rc;
	}
	process->armed = true;
	/* All or none were put there, so those of the enabled markers are. */
	chase->outcome->sites_attached = enabled_sites(state, enabled);
	return 0;
}

int chase_arm(struct chase *chase, struct tracee_process *process)
{
	const struct ptrace_state *state = chase->state;
	int rc = mapping_find(process->pid, state->target->object, &process->bias, chase->err);

	if (rc < 0)
		return rc;
	process->mapped = true;
	watch_end(process, state->breakpoints.trap);
	return arm(chase, process);
}

static bool has_breakpoints(const struct chase *chase, const struct tracee_process *process)
{
	return breakpoints_present(&chase->state->breakpoints, EVERY_MARKER, &process->space, process->bias);
}

/*
 * Semaphores first: who is forked in between has breakpoints to tell it by. A child of vfork has its parent's
 * memory: the second of the two finds nothing to do.
 */
void chase_disarm(struct chase *chase, struct tracee_process *process)
{
	const struct ptrace_state *state = chase->state;
	marker_set enabled = chase->run->enabled;

	watch_end(process, state->breakpoints.trap);
	if (process->armed && has_breakpoints(chase, process)) {
		note_other_observers(chase, process);
		if (chase->run->observer_count)
			semaphores_set(state->target->object, state->contract, enabled, &process->space,
				       process->bias, 0, NULL);
		else
			semaphores_lower(state->target->object, state->contract, enabled, &process->space,
					 process->bias);
		breakpoints_remove(&state->breakpoints, EVERY_MARKER, &process->space, process->bias);
	}
	process->armed = false;
}

/* Is the number of observers another than the one that was set last? Then somebody came, or left. */
static bool miscounts(const struct chase *chase, const struct tracee_process *process)
{
	const struct ptrace_state *state = chase->state;
	const struct capture_run *run = chase->run;
	size_t turns = chase->outcome->turns;

	if (!run->observer_count)
		return false;
	return !semaphores_tell(
		state->target->object, state->contract, run->enabled, &process->space, process->bias,
		run->observers[turns < run->observer_count ? turns : run->observer_count - 1]);
}

static int intruded(const struct chase *chase)
{
	return error_set(
		chase->err, EBUSY,
		"another tracer (perf, bpftrace, SystemTap, gdb) was at the sites of %s meanwhile, and "
		"what it took was not seen here: wait until it has ended, or use --capture=bpf",
		chase->state->target->object->path);
}

int chase_disarm_main(struct chase *chase)
{
	const struct ptrace_state *state = chase->state;
	struct tracee_process *process = tracees_process(&chase->tracees, chase->launch->pid);
	marker_set enabled = chase->run->enabled, raised = 0;
	bool vanished;

	if (!process || !process->armed)
		return 0;
	vanished = breakpoints_vanished(&state->breakpoints, enabled, &process->space, process->bias) ||
		   miscounts(chase, process);
	chase_disarm(chase, process);
	if (!vanished)
		raised = semaphores_raised(state->target->object, state->contract, &process->space,
					   process->bias) &
			 enabled & ~process->raised;
	return vanished || raised ? intruded(chase) : 0;
}

int chase_turn(struct chase *chase)
{
	const struct capture_run *run = chase->run;
	struct tracee_process *process = tracees_process(&chase->tracees, chase->launch->pid);
	bool armed = process && process->armed, wrong = armed && miscounts(chase, process);
	size_t turn = ++chase->outcome->turns;

	/* What another tracer did would be written over. */
	if (wrong)
		return intruded(chase);
	return armed && turn < run->observer_count ? tell_observers(chase, process, run->observers[turn]) : 0;
}

void chase_take_copy(struct chase *chase, struct tracee_process *process)
{
	if (mapping_find(process->pid, chase->state->target->object, &process->bias, NULL) == 0) {
		process->mapped = true;
		process->armed = has_breakpoints(chase, process);
	}
	if (chase->phase != PHASE_OPEN)
		chase_disarm(chase, process);
}
