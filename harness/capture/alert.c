/* SPDX-License-Identifier: BSD-2-Clause */
#include "alert.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { REPEAT_NANOSECONDS = 100 * 1000 * 1000 };

static _Thread_local volatile sig_atomic_t cause, expired;
static _Thread_local volatile pid_t traced;

/*
 * A first thread that has ended before its process never stops again. It has nothing to tell of the
 * descriptor either, but the deadline must not pass unseen: when the timer expires once more and nobody took
 * notice, the process is killed, and that is reported.
 */
static void handle(int signal, siginfo_t *info, void *context)
{
	int saved = errno;

	(void)signal;
	(void)context;
	if (info->si_code == SI_TIMER && expired++ > 0 && cause && traced > 0)
		kill(traced, SIGKILL);
	cause = 1;
	if (traced > 0)
		ptrace(PTRACE_INTERRUPT, traced, NULL, NULL);
	errno = saved;
}

/* The handler stays for good: another thread may be in the middle of its own capture. */
static int handle_signal(struct alert *alert, struct error *err)
{
	struct sigaction action = {.sa_sigaction = handle, .sa_flags = SA_RESTART | SA_SIGINFO};
	sigset_t set;

	sigemptyset(&action.sa_mask);
	sigemptyset(&set);
	sigaddset(&set, SIGIO);
	if (sigaction(SIGIO, &action, NULL) || pthread_sigmask(SIG_UNBLOCK, &set, &alert->before))
		return error_set(err, errno, "cannot handle SIGIO: %s", error_reason(errno));
	return 0;
}

/* The raw calls: timer_create stands in another library where the C library is older. */
static int start_timer(struct alert *alert, uint64_t deadline, struct error *err)
{
	struct sigevent to = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGIO};
	struct itimerspec times = {.it_value = {(time_t)(deadline / 1000000000u),
						(long)(deadline % 1000000000u)},
				   .it_interval = {0, REPEAT_NANOSECONDS}};

	to._sigev_un._tid = (pid_t)syscall(SYS_gettid);
	if (syscall(SYS_timer_create, CLOCK_MONOTONIC, &to, &alert->timer))
		return error_set(err, errno, "cannot create a timer: %s", error_reason(errno));
	alert->running = true;
	if (syscall(SYS_timer_settime, alert->timer, TIMER_ABSTIME, &times, NULL))
		return error_set(err, errno, "cannot start a timer: %s", error_reason(errno));
	return 0;
}

static int watch_descriptor(int descriptor, struct error *err)
{
	struct f_owner_ex owner = {F_OWNER_TID, (pid_t)syscall(SYS_gettid)};
	int flags = fcntl(descriptor, F_GETFL);

	if (flags < 0 || fcntl(descriptor, F_SETOWN_EX, &owner) ||
	    fcntl(descriptor, F_SETFL, flags | O_ASYNC))
		return error_set(err, errno, "cannot be alerted by descriptor %d: %s", descriptor,
				 error_reason(errno));
	return 0;
}

int alert_start(struct alert *alert, pid_t tracee, int descriptor, uint64_t deadline, struct error *err)
{
	int rc;

	*alert = (struct alert){.watched = descriptor};
	traced = tracee;
	cause = expired = 0;
	rc = handle_signal(alert, err);
	if (!rc)
		rc = start_timer(alert, deadline, err);
	if (!rc && descriptor >= 0)
		rc = watch_descriptor(descriptor, err);
	if (rc)
		alert_stop(alert);
	return rc;
}

bool alert_taken(void)
{
	if (!cause)
		return false;
	cause = 0;
	return true;
}

void alert_stop(struct alert *alert)
{
	traced = 0;
	if (!alert->running)
		return;
	syscall(SYS_timer_delete, alert->timer);
	if (alert->watched >= 0)
		fcntl(alert->watched, F_SETFL, fcntl(alert->watched, F_GETFL) & ~O_ASYNC);
	pthread_sigmask(SIG_SETMASK, &alert->before, NULL);
	alert->running = false;
}
