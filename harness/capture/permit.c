/* SPDX-License-Identifier: BSD-2-Clause */
#include "permit.h"

#include <probetap/buffer.h>
#include <probetap/path.h>

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * A child tries it on a child of its own: a filter that kills whoever calls ptrace then kills neither us nor
 * a program under test.
 */
static void __attribute__((noreturn)) try(void)
{
	pid_t child;
	long rc;

	alarm(1);
	child = fork();
	if (child == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		alarm(1);
		for (;;)
			pause();
	}
	rc = child < 0 ? -1 : ptrace(PTRACE_SEIZE, child, NULL, PTRACE_O_EXITKILL);
	_exit(rc == 0 ? 0 : errno);
}

/* A number from a file with lines of "name: number", or of one number where the name is empty; -1: not there.
 */
static long read_number(const char *path, const char *name)
{
	struct buffer text = {0};
	const char *at;
	long number = -1;

	if (path_read(path, 64 << 10, &text, NULL) == 0) {
		at = *name ? strstr(buffer_text(&text), name) : buffer_text(&text);
		if (at)
			number = strtol(at + strlen(name), NULL, 10);
	}
	buffer_fini(&text);
	return number;
}

int permit_explain(int code, struct error *err)
{
	long tracer = read_number("/proc/self/status", "\nTracerPid:");

	if (code != EPERM && code != EACCES && code != ENOSYS && code != EIO)
		return error_set(err, code, "ptrace: %s", error_reason(code));
	if (tracer > 0)
		return error_set(
			err, EPERM,
			"ptrace is not allowed: process %ld traces us and what we start already: run "
			"probetap outside that debugger or strace",
			tracer);
	if (read_number("/proc/sys/kernel/yama/ptrace_scope", "") == 3)
		return error_set(
			err, EPERM,
			"ptrace is not allowed: kernel.yama.ptrace_scope is 3: set it to 1 (it takes a "
			"reboot), or use the bpf backend as root");
	if (read_number("/proc/self/status", "\nSeccomp:") == 2)
		return error_set(
			err, EPERM,
			"ptrace is not allowed (%s): a seccomp filter is at work: allow ptrace in the "
			"container's profile (docker run --cap-add SYS_PTRACE)",
			error_reason(code));
	return error_set(err, EPERM, "ptrace is not allowed: %s: a security module may forbid it",
			 error_reason(code));
}

int permit_ptrace(struct error *err)
{
	pid_t child = fork();
	int status;

	if (child == 0)
		try();
	if (child < 0)
		return error_set(err, errno, "fork: %s", error_reason(errno));
	while (waitpid(child, &status, __WALL) < 0)
		if (errno != EINTR)
			return error_set(err, errno, "waitpid: %s", error_reason(errno));
	if (WIFEXITED(status))
		return WEXITSTATUS(status) ? permit_explain(WEXITSTATUS(status), err) : 0;
	return permit_explain(EPERM, err);
}
