/* SPDX-License-Identifier: BSD-2-Clause */
#include "pulse.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { BEAT_NANOSECONDS = 20 * 1000 * 1000 };

static _Thread_local volatile sig_atomic_t woken;

static void wake_up(int signal)
{
	(void)signal;
	woken = 1;
}

static sigset_t only_pulse(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGIO);
	return set;
}

/* The handler stays for good: another thread may be in the middle of its own capture. */
static int handle_signal(struct pulse *pulse, struct error *err)
{
	struct sigaction action = {.sa_handler = wake_up};
	sigset_t set = only_pulse();

	sigemptyset(&action.sa_mask);
	if (sigaction(SIGIO, &action, NULL) || pthread_sigmask(SIG_BLOCK, &set, &pulse->before))
		return error_set(err, errno, "cannot handle SIGIO: %s", error_reason(errno));
	woken = 0;
	return 0;
}

/* The raw calls: timer_create stands in another library in older C libraries. */
static int start_timer(struct pulse *pulse, struct error *err)
{
	struct sigevent to = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGIO};
	struct itimerspec beat = {{0, BEAT_NANOSECONDS}, {0, BEAT_NANOSECONDS}};

	to._sigev_un._tid = (pid_t)syscall(SYS_gettid);
	if (syscall(SYS_timer_create, CLOCK_MONOTONIC, &to, &pulse->timer))
		return error_set(err, errno, "cannot create a timer: %s", error_reason(errno));
	pulse->running = true;
	if (syscall(SYS_timer_settime, pulse->timer, 0, &beat, NULL))
		return error_set(err, errno, "cannot start a timer: %s", error_reason(errno));
	return 0;
}

static int watch_descriptor(int descriptor, struct error *err)
{
	struct f_owner_ex owner = {F_OWNER_TID, (pid_t)syscall(SYS_gettid)};
	int flags = fcntl(descriptor, F_GETFL);

	if (flags < 0 || fcntl(descriptor, F_SETOWN_EX, &owner) ||
	    fcntl(descriptor, F_SETFL, flags | O_ASYNC))
		return error_set(err, errno, "cannot be woken by descriptor %d: %s", descriptor,
				 error_reason(errno));
	return 0;
}

int pulse_start(struct pulse *pulse, int descriptor, struct error *err)
{
	int rc;

	*pulse = (struct pulse){.watched = descriptor};
	rc = handle_signal(pulse, err);
	if (!rc)
		rc = start_timer(pulse, err);
	if (!rc && descriptor >= 0)
		rc = watch_descriptor(descriptor, err);
	if (rc)
		pulse_stop(pulse);
	return rc;
}

pid_t pulse_wait(int *status)
{
	sigset_t set = only_pulse();
	pid_t pid = 0;

	pthread_sigmask(SIG_UNBLOCK, &set, NULL);
	if (!woken)
		pid = waitpid(-1, status, __WALL | __WNOTHREAD);
	if (pid < 0)
		pid = errno == EINTR ? 0 : -errno;
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	if (pid <= 0)
		woken = 0;
	return pid;
}

/* One that is still pending must not kill the program once it is let in by somebody else's mask. */
static void discard_pending(void)
{
	sigset_t set = only_pulse();
	struct timespec none = {0, 0};

	while (sigtimedwait(&set, NULL, &none) > 0)
		;
}

void pulse_stop(struct pulse *pulse)
{
	if (!pulse->running)
		return;
	syscall(SYS_timer_delete, pulse->timer);
	if (pulse->watched >= 0)
		fcntl(pulse->watched, F_SETFL, fcntl(pulse->watched, F_GETFL) & ~O_ASYNC);
	discard_pending();
	pthread_sigmask(SIG_SETMASK, &pulse->before, NULL);
	pulse->running = false;
}
