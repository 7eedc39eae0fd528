/* SPDX-License-Identifier: BSD-2-Clause */
#include "chase.h"

#include "mapping.h"
#include "permit.h"
#include "watch.h"

#include <probetap/memory.h>

#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

/* EXITKILL: whatever becomes of us, nothing is left behind. */
static const unsigned long trace_options = PTRACE_O_EXITKILL | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK |
					   PTRACE_O_TRACEVFORK | PTRACE_O_TRACEEXEC;

enum {
	GRACE_MILLISECONDS = 500,  /* between TERM and KILL */
	KILL_MILLISECONDS = 10000, /* after that a process that will not die is given up */
};

void chase_fail(struct chase *chase, int rc)
{
	if (rc < 0 && rc != -ESRCH && chase->rc == 0)
		chase->rc = rc;
}

/* Requests to a thread that was killed while it stood still fail, and need no answer: its end is reported
 * next. */
static void resume(pid_t thread, int signal)
{
	ptrace(PTRACE_CONT, thread, NULL, (long)signal);
}

/* ---- who comes and goes ---- */

static struct tracee *adopt(struct chase *chase, pid_t thread)
{
	struct tracee *tracee = NULL;
	bool fresh;
	int rc = tracees_add(&chase->tracees, thread, &tracee, &fresh, chase->err);

	chase_fail(chase, rc);
	if (rc == 0 && fresh)
		chase_take_copy(chase, tracee->process);
	return rc == 0 ? tracee : NULL;
}

/* The memory is new, so nothing is in it; and a window was that of the program before. */
static void executed(struct chase *chase, pid_t pid)
{
	const struct ptrace_state *state = chase->state;
	struct tracee *tracee;
	int rc = tracees_renew(&chase->tracees, pid, &tracee, chase->err);

	if (pid == chase->launch->pid)
		chase->executed = true;
	if (rc == 0 && chase->run->program->whole_process && chase->phase == PHASE_OPEN) {
		rc = chase_arm(chase, tracee->process);
		if (rc == -ENOENT)
			rc = watch_begin(tracee->process, state->target->object, state->breakpoints.trap,
					 chase->err);
	}
	chase_fail(chase, rc);
}

static void ended(struct chase *chase, pid_t thread, int status)
{
	tracees_remove(&chase->tracees, thread);
	if (thread != chase->launch->pid)
		return;
	alert_stop(&chase->alert);
	chase->launch->status = status;
	chase->launch->state = LAUNCH_ENDED;
}

/* ---- what the kernel reports ---- */

static void reported(struct chase *chase, pid_t thread, int status);

/*
 * A thread has made another, which stands still before its first instruction. It is taken in before its maker
 * goes on and changes what the copy was made of.
 */
static void multiplied(struct chase *chase, pid_t thread)
{
	unsigned long child = 0;
	int status;

	if (ptrace(PTRACE_GETEVENTMSG, thread, NULL, &child) != 0 || child == 0 ||
	    tracees_find(&chase->tracees, (pid_t)child))
		return;
	if (waitpid((pid_t)child, &status, __WALL | __WNOTHREAD) == (pid_t)child)
		reported(chase, (pid_t)child, status);
}

static bool stops_group(int signal)
{
	return signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU;
}

static void signalled(struct chase *chase, pid_t thread, int signal)
{
	struct tracee *tracee = tracees_find(&chase->tracees, thread);

	if (!tracee)
		tracee = adopt(chase, thread);
	if (signal == SIGTRAP && tracee && chase_hit(chase, tracee))
		signal = 0;
	/* The program's own goes through with all that its sender put into it. */
	resume(thread, signal);
}

static void stopped(struct chase *chase, pid_t thread, int status)
{
	int signal = WSTOPSIG(status);

	switch (status >> 16) {
	case 0: signalled(chase, thread, signal); return;
	case PTRACE_EVENT_STOP:
		if (!tracees_find(&chase->tracees, thread))
			adopt(chase, thread);
		/* Stopped by job control, it stays so, as it would without us, until a SIGCONT. */
		ptrace(stops_group(signal) ? PTRACE_LISTEN : PTRACE_CONT, thread, NULL, NULL);
		return;
	case PTRACE_EVENT_EXEC: executed(chase, thread); break;
	case PTRACE_EVENT_CLONE:
	case PTRACE_EVENT_FORK:
	case PTRACE_EVENT_VFORK: multiplied(chase, thread); break;
	}
	resume(thread, 0);
}

static void reported(struct chase *chase, pid_t thread, int status)
{
	if (!WIFSTOPPED(status))
		ended(chase, thread, status);
	else if (chase->killed)
		kill(thread, SIGKILL); /* born after the others were killed */
	else
		stopped(chase, thread, status);
}

/* ---- begin ---- */

static int seize_threads(struct chase *chase, pid_t pid, unsigned *added)
{
	char *path = memory_format("/proc/%d/task", (int)pid);
	DIR *threads = opendir(path);
	struct dirent *entry;
	int rc = threads ? 0 : error_set(chase->err, errno, "%s: %s", path, error_reason(errno));

	*added = 0;
	while (rc == 0 && (entry = readdir(threads))) {
		pid_t thread = (pid_t)strtol(entry->d_name, NULL, 10);
		if (thread <= 0 || tracees_find(&chase->tracees, thread))
			continue;
		if (ptrace(PTRACE_SEIZE, thread, NULL, trace_options) == 0) {
			adopt(chase, thread);
			++*added;
		} else if (errno != ESRCH) {
			rc = permit_explain(errno, chase->err);
		}
	}
	if (threads)
		closedir(threads);
	free(path);
	return rc;
}

int chase_seize(struct chase *chase, pid_t pid)
{
	unsigned added;
	int rc;

	/* A thread that one made which was not yet ours is found in the next round. */
	do
		rc = seize_threads(chase, pid, &added);
	while (rc == 0 && added > 0);
	return rc < 0 ? rc : chase->rc;
}

/* ---- end ---- */

static void disarm(void *context, struct tracee_process *process)
{
	chase_disarm(context, process);
}

static void close_window(struct chase *chase)
{
	pid_t thread;
	int status;

	if (chase->phase != PHASE_OPEN)
		return;
	chase->phase = PHASE_CLOSING;
	tracees_for_each_process(&chase->tracees, disarm, chase);
	while ((thread = waitpid(-1, &status, __WALL | __WNOTHREAD | WNOHANG)) > 0)
		reported(chase, thread, status);
	chase->phase = PHASE_CLOSED;
}

static void signal_process(void *context, struct tracee_process *process)
{
	kill(process->pid, *(const int *)context);
}

static void signal_all(struct chase *chase, int signal)
{
	if (chase->launch->state != LAUNCH_ENDED)
		kill(-chase->launch->pid, signal);
	tracees_for_each_process(&chase->tracees, signal_process, &signal);
}

static void kill_all(struct chase *chase)
{
	if (chase->killed)
		return;
	alert_stop(&chase->alert);
	chase->ending = chase->killed = true;
	chase->end_by = launch_now() + KILL_MILLISECONDS * (uint64_t)1000000;
	signal_all(chase, SIGKILL);
}

/* What launch_stop does; but as long as processes are traced, they get their signals from us. */
static void ask_to_end(struct chase *chase)
{
	close_window(chase);
	alert_stop(&chase->alert);
	chase->ending = true;
	chase->end_by = launch_now() + GRACE_MILLISECONDS * (uint64_t)1000000;
	signal_all(chase, SIGTERM);
	signal_all(chase, SIGCONT);
}

static void look_at_driver(struct chase *chase)
{
	int told;

	if (chase->run->program->whole_process || chase->phase != PHASE_OPEN)
		return;
	told = launch_window_told(chase->launch);
	if (told == 'T') {
		chase_fail(chase, chase_turn(chase));
		chase_fail(chase, launch_window_continue(chase->launch, chase->err));
	}
	if (told != 'E')
		return;
	chase_fail(chase, chase_disarm_main(chase));
	close_window(chase);
	chase->outcome->window_closed = true;
	chase_fail(chase, launch_window_continue(chase->launch, chase->err));
}

static void look_at_clock(struct chase *chase)
{
	if (chase->ending || launch_now() < chase->launch->deadline)
		return;
	chase->outcome->deadline_passed = true;
	ask_to_end(chase);
}

static void look_at_patience(struct chase *chase)
{
	if (launch_now() < chase->end_by)
		return;
	if (!chase->killed) {
		kill_all(chase);
		return;
	}
	chase_fail(chase, error_set(chase->err, ECHILD, "a process of the program cannot be ended"));
	chase->abandoned = true;
}

static bool goes_on(const struct chase *chase)
{
	return !chase->abandoned && (chase->launch->state != LAUNCH_ENDED || chase->tracees.count > 0);
}

/* The next report; 0: none for now. Once the end is being made it is not waited for, so that patience can
 * end. */
static pid_t wait_report(const struct chase *chase, int *status)
{
	pid_t thread = waitpid(-1, status, __WALL | __WNOTHREAD | (chase->ending ? WNOHANG : 0));

	if (thread < 0)
		return errno == EINTR ? 0 : -errno;
	if (thread == 0)
		poll(NULL, 0, 1);
	return thread;
}

int chase_follow(struct chase *chase)
{
	while (goes_on(chase)) {
		int status;
		pid_t thread = wait_report(chase, &status);
		if (thread < 0)
			break; /* there is nobody to wait for */
		if (thread > 0)
			reported(chase, thread, status);
		if (alert_taken()) {
			look_at_driver(chase);
			look_at_clock(chase);
		}
		if (chase->ending)
			look_at_patience(chase);
		if (chase->rc < 0 || chase->launch->state == LAUNCH_ENDED)
			kill_all(chase);
	}
	return chase->rc;
}

int chase_give_up(struct chase *chase, int rc)
{
	chase->rc = rc;
	kill_all(chase);
	return chase_follow(chase);
}
