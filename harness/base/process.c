/* SPDX-License-Identifier: BSD-2-Clause */
#include <probetap/process.h>
#include <probetap/memory.h>
#include <probetap/path.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static int64_t now_milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int start(const char *const *argv, const struct process_options *options, int output, pid_t *pid)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t none, all;
	int rc;

	posix_spawn_file_actions_init(&actions);
	posix_spawnattr_init(&attributes);
	posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, output, 1);
	posix_spawn_file_actions_adddup2(&actions, output, 2);
	if (options->directory)
		posix_spawn_file_actions_addchdir_np(&actions, options->directory);
	sigemptyset(&none);
	sigfillset(&all);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setsigdefault(&attributes, &all);
	posix_spawnattr_setpgroup(&attributes, 0);
	posix_spawnattr_setflags(&attributes,
				 POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	rc = posix_spawnp(pid, argv[0], &actions, &attributes, (char *const *)argv,
			  options->environment ? (char *const *)options->environment : environ);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	return -rc;
}

/* The longest that poll may sleep. */
static int poll_time(const struct process_options *options, int64_t deadline)
{
	int64_t left = deadline ? deadline - now_milliseconds() : -1;

	if (options->tick && (left < 0 || left > 1000))
		return 1000;
	return left > INT_MAX ? INT_MAX : (int)left;
}

/* Reads what the process prints and waits for its end; -ETIMEDOUT after the deadline. */
static int watch(int pidfd, int from, const struct process_options *options, int64_t deadline,
		 struct buffer *output)
{
	struct pollfd fds[2] = {{.fd = pidfd, .events = POLLIN}, {.fd = from, .events = POLLIN}};
	char chunk[8192];
	ssize_t got;

	for (;;) {
		int stop = options->tick ? options->tick(options->tick_context) : 0;

		if (stop < 0)
			return stop;
		if (deadline && now_milliseconds() >= deadline)
			return -ETIMEDOUT;
		if (poll(fds, 2, poll_time(options, deadline)) < 0 && errno != EINTR)
			return -errno;
		while (fds[1].fd >= 0 && (got = read(from, chunk, sizeof chunk)) != -1) {
			if (got == 0)
				fds[1].fd = -1;
			else if (output)
				buffer_add(output, chunk, (size_t)got);
		}
		if (fds[0].revents & POLLIN)
			return 0;
	}
}

/* Reaps the process and ends what is left of its group: TERM, a grace of two seconds, KILL. */
static void end_group(pid_t pid, int pidfd, bool ended, int *status)
{
	struct pollfd fd = {.fd = pidfd, .events = POLLIN};

	if (!ended) {
		kill(-pid, SIGTERM);
		if (poll(&fd, 1, 2000) <= 0)
			kill(-pid, SIGKILL);
	}
	while (waitpid(pid, status, 0) < 0 && errno == EINTR)
		;
	kill(-pid, SIGKILL); /* what the first process left behind */
}

int process_run(const char *const *argv, const struct process_options *options, int *status,
		struct buffer *output, struct error *err)
{
	static const struct process_options none = {.output_fd = -1};
	int pipes[2] = {-1, -1}, pidfd, rc, ended = 0;
	pid_t pid;

	options = options ? options : &none;
	if (options->output_fd < 0 && pipe2(pipes, O_CLOEXEC | O_NONBLOCK) < 0)
		return error_set(err, errno, "%s: pipe: %s", argv[0], error_reason(errno));
	if (pipes[1] >= 0)
		fcntl(pipes[1], F_SETFL, 0);
	rc = start(argv, options, pipes[1] >= 0 ? pipes[1] : options->output_fd, &pid);
	if (pipes[1] >= 0)
		close(pipes[1]);
	if (rc < 0) {
		error_set(err, -rc, "%s: cannot be run: %s", argv[0], error_reason(rc));
		goto out;
	}
	pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
	rc = pidfd < 0 ? -errno
		       : watch(pidfd, pipes[0], options,
			       options->deadline_seconds
				       ? now_milliseconds() + options->deadline_seconds * 1000LL
				       : 0,
			       output);
	end_group(pid, pidfd, rc == 0, status ? status : &ended);
	if (pidfd >= 0)
		close(pidfd);
	if (rc == -ETIMEDOUT)
		error_set(err, ETIMEDOUT, "%s: still running after %u seconds, ended", argv[0],
			  options->deadline_seconds);
	else if (rc < 0)
		error_set(err, -rc, "%s: waiting for it: %s", argv[0], error_reason(rc));
out:
	if (pipes[0] >= 0)
		close(pipes[0]);
	return rc;
}

void process_describe(int status, char *text, size_t size)
{
	const char *name;

	if (WIFEXITED(status)) {
		snprintf(text, size, "exit status %d", WEXITSTATUS(status));
		return;
	}
	name = process_signal_name(WTERMSIG(status));
	snprintf(text, size, "killed by signal %d (%s)", WTERMSIG(status), name ? name : "?");
}

char *process_find(const char *name)
{
	const char *path = getenv("PATH");

	if (strchr(name, '/'))
		return access(name, X_OK) == 0 ? memory_text(name) : NULL;
	for (path = path ? path : "/usr/bin:/bin"; *path;) {
		size_t length = strcspn(path, ":");
		char *directory = length ? memory_copy(path, length) : memory_text("."),
		     *candidate = path_join(directory, name);
		struct stat status;
		bool found = stat(candidate, &status) == 0 && S_ISREG(status.st_mode) &&
			     access(candidate, X_OK) == 0;

		free(directory);
		if (found)
			return candidate;
		free(candidate);
		path += length + (path[length] == ':');
	}
	return NULL;
}

const char *process_signal_name(int signal)
{
	static _Thread_local char name[32];
	const char *abbreviation = sigabbrev_np(signal);

	if (!abbreviation)
		return NULL;
	snprintf(name, sizeof name, "SIG%s", abbreviation);
	return name;
}

int process_signal_number(const char *name)
{
	for (int signal = 1; signal < NSIG; signal++) {
		const char *abbreviation = sigabbrev_np(signal);

		if (abbreviation && strncmp(name, "SIG", 3) == 0 && strcmp(name + 3, abbreviation) == 0)
			return signal;
	}
	return 0;
}

void process_signal_children(int signal)
{
	char *name = memory_format("/proc/self/task/%d/children", (int)getpid());
	FILE *children = fopen(name, "re");
	int pid;

	while (children && fscanf(children, "%d", &pid) == 1)
		kill(pid, signal);
	if (children)
		fclose(children);
	free(name);
}
