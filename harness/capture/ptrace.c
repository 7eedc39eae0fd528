/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The ptrace backend: no privileges, nothing but a parent's right to trace its child.
 *
 * How an event is caught. The nop of every enabled site is overwritten with a breakpoint instruction. A
 * thread that comes by stops with SIGTRAP; its registers and memory are read as they are at the marker, and
 * it goes on behind the nop. That is all: nothing is put back, nothing is stepped.
 *
 * Why nothing is missed. A breakpoint stays in place as long as the window is open, so there is no moment at
 * which another thread can slip through. Threads and children are attached by the kernel before their first
 * instruction (PTRACE_O_TRACECLONE, FORK, VFORK); they inherit the memory with the breakpoints and the raised
 * semaphores. After an exec the memory is new: in a window run nothing is raised in it (as with the bpf
 * backend), in a run of the whole process it is armed like the first one.
 *
 * Why the order is right. A thread stands still from its breakpoint until we have handled it, so its events
 * come in its own order, and anything that another thread does because of it comes later: handling order is a
 * causal order. Events of different threads that do not wait for each other have no order to get wrong.
 *
 * A window run is attached to only when the driver reports its begin, so start-up costs nothing. The driver
 * stands still then, and at the end, so that neither needs a stop: memory can be written while threads run.
 *
 * Tracer and program keep to one processor: they take turns anyway, and a turn between two processors wakes
 * one that has gone to sleep, which takes several times as long as all the rest of an event.
 *
 * A thread that is killed while it stands at a breakpoint (SIGKILL, or another thread's exit) takes its event
 * with it; it is as if it had been killed one instruction earlier, and nothing is counted.
 */
#include "backend.h"
#include "chase.h"
#include "permit.h"
#include "watch.h"

#include <probetap/memory.h>

#include <errno.h>
#include <poll.h>
#include <stdlib.h>

static int run_whole(struct chase *chase)
{
	int rc = chase_seize(chase, chase->launch->pid);

	chase->launch->traced = true;
	if (rc == 0)
		rc = alert_start(&chase->alert, chase->launch->pid, -1, chase->launch->deadline, chase->err);
	if (rc == 0)
		rc = launch_release(chase->launch, chase->err);
	if (rc < 0)
		return chase_give_up(chase, rc);
	rc = chase_follow(chase);
	return rc == 0 && !chase->executed ? launch_report(chase->launch, chase->err) : rc;
}

/* Start-up runs as if we were not there. Has the driver come to its begin? */
static bool await_begin(struct chase *chase)
{
	struct launch *launch = chase->launch;
	struct pollfd watched[] = {{.fd = launch->window_from, .events = POLLIN},
				   {.fd = launch->pidfd, .events = POLLIN}};

	for (;;) {
		int left = launch_milliseconds_left(launch->deadline), told;
		if (left == 0) {
			chase->outcome->deadline_passed = true;
			return false;
		}
		poll(watched, 2, left);
		told = launch_window_told(launch);
		if (told == 'B')
			return true;
		if (told < 0)
			watched[0].fd = -1; /* closed: the end is near, and is waited for */
		if (watched[1].revents)
			return false;
	}
}

static int open_window(struct chase *chase)
{
	struct tracee_process *process;
	int rc = chase_seize(chase, chase->launch->pid);

	if (rc < 0)
		return rc;
	process = tracees_process(&chase->tracees, chase->launch->pid);
	if (!process)
		return 0; /* killed meanwhile: its end will be reported */
	rc = chase_arm(chase, process);
	if (rc == -ENOENT)
		rc = watch_linker(process, chase->state->breakpoints.trap, chase->err);
	if (rc == 0)
		rc = alert_start(&chase->alert, chase->launch->pid, chase->launch->window_from,
				 chase->launch->deadline, chase->err);
	if (rc < 0)
		return rc;
	chase->outcome->window_opened = true;
	return launch_window_continue(chase->launch, chase->err);
}

static int run_window(struct chase *chase)
{
	int rc = launch_release(chase->launch, chase->err);

	if (rc < 0 || !await_begin(chase))
		return rc;
	rc = open_window(chase);
	return rc < 0 ? chase_give_up(chase, rc) : chase_follow(chase);
}

static int run(void *state, const struct capture_run *run, struct launch *launch,
	       struct capture_outcome *outcome, struct error *err)
{
	struct chase chase = {.state = state, .run = run, .launch = launch, .outcome = outcome, .err = err};
	int rc = run->program->whole_process ? run_whole(&chase) : run_window(&chase);

	outcome->lost = outcome->hits - outcome->events;
	alert_stop(&chase.alert);
	tracees_fini(&chase.tracees);
	return rc;
}

static int open_state(void **result, const struct target *target, const struct contract *contract,
		      const struct capture_options *options, struct error *err)
{
	struct ptrace_state *state;
	int rc = permit_ptrace(err);

	if (rc < 0)
		return rc;
	state = memory_zeroed(1, sizeof *state);
	state->target = target;
	state->contract = contract;
	rc = breakpoints_open(&state->breakpoints, target->object, contract, err);
	if (rc < 0) {
		free(state);
		return rc;
	}
	rc = reservation_take(&state->reservation, target->object->path, CAPTURE_PTRACE, err);
	if (rc < 0) {
		breakpoints_close(&state->breakpoints);
		free(state);
		return rc;
	}
	arguments_init(&state->arguments, layout_of(target->version, target->facets));
	processor_hold(&state->processor, options->processor);
	*result = state;
	return 0;
}

static void close_state(void *opaque)
{
	struct ptrace_state *state = opaque;

	processor_release(&state->processor);
	reservation_release(&state->reservation);
	breakpoints_close(&state->breakpoints);
	arguments_fini(&state->arguments);
	free(state);
}

const struct backend backend_ptrace = {
	.kind = CAPTURE_PTRACE, .open = open_state, .run = run, .close = close_state};
