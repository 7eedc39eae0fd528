/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The order of things in launch_open: directory, descriptors, child. The child then makes itself ready in
 * steps that cannot be undone and whose order is forced: namespace and mounts (needs root), chroot, groups
 * and user (gives root up), descriptors, signals; it reports the first step that failed through the report
 * pipe, waits for its release, and execs. The report pipe closes by itself at exec.
 *
 * The child has our memory until its exec, as after vfork: copying page tables, and then every page that
 * either of us touches, costs as much as the start of a small program. What makes that right:
 * - Never do both of us run. We wait for its "ready"; it waits for its release and does nothing but exec
 *   then, while we wait for that. (Where it is traced, we wait for what is reported of it instead.) So
 * neither sees the other's errno. What it reads is kept until it has ended.
 * - Signals are blocked until it has dropped our handlers, which would run in our memory.
 * - It uses no call of the C library that would act on all threads (setuid): the kernel's own.
 * - When it becomes another user the kernel first makes the memory that we share undumpable, so that this
 * user cannot trace the child and through it write into us. It stays so: we write no core. A child that
 * enters a root has a copy of its own: it allocates memory there, and the kernel makes no user namespace for
 * who shares his memory.
 */
#include "confine.h"
#include "host.h"

#include <probetap/launch.h>
#include <probetap/memory.h>
#include <probetap/path.h>
#include <probetap/process.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	DEADLINE_SECONDS = 30,
	GRACE_MILLISECONDS = 500,
	FILE_BYTES_MAX = 64 << 20,
	PRINTED_BYTES_MAX = 256 << 20
};
/* The driver's descriptors: the same numbers in every run. */
enum { TELL_FD = 3, WAIT_FD = 4 };

uint64_t launch_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

int launch_milliseconds_left(uint64_t deadline)
{
	uint64_t now = launch_now();

	return now >= deadline ? 0 : (int)((deadline - now + 999999) / 1000000);
}

/* ---- the run's directory ---- */

static int copy_file(const char *from, const struct launch *launch, const char *name,
		     const struct target *target, struct error *err)
{
	char *to = path_join(launch->directory, name), *slash = to + strlen(launch->directory);
	struct buffer bytes = {0};
	struct stat status = {0};
	int rc = path_read(from, FILE_BYTES_MAX, &bytes, err);

	/* The directories on the way: a package's files keep their places. */
	while (rc == 0 && (slash = strchr(slash + 1, '/'))) {
		*slash = '\0';
		if (mkdir(to, 0755) < 0 && errno != EEXIST)
			rc = error_set(err, errno, "%s: %s", to, error_reason(errno));
		else if (geteuid() == 0 && chown(to, target->run_user, target->run_group) < 0)
			rc = error_set(err, errno, "%s: %s", to, error_reason(errno));
		*slash = '/';
	}
	if (rc == 0 && stat(from, &status) < 0)
		rc = error_set(err, errno, "%s: %s", from, error_reason(errno));
	if (rc == 0)
		rc = path_write_new(to, buffer_text(&bytes), bytes.length, 0444 | (status.st_mode & 0111),
				    err);
	buffer_fini(&bytes);
	free(to);
	return rc;
}

static int copy_driver(struct launch *launch, const struct target *target, struct error *err)
{
	char *driver = path_data("targets/cpython/driver.py", err);
	int rc = driver ? copy_file(driver, launch, ".probetap/driver.py", target, err) : -ENOENT;

	free(driver);
	return rc;
}

/* A library has no program to run it: a copy of ours, which finds it by the link beside it. */
static int copy_host(struct launch *launch, const struct target *target, struct error *err)
{
	char *host = host_path(err), *link = path_join(launch->directory, HOST_LINK);
	int rc = host ? copy_file(host, launch, HOST_COPY, target, err) : -ENOENT;

	if (rc == 0 && symlink(target->library, link) < 0)
		rc = error_set(err, errno, "%s: %s", link, error_reason(errno));
	free(host);
	free(link);
	return rc;
}

static int fill_directory(struct launch *launch, const struct target *target, const struct program *program,
			  const char *const *files, struct error *err)
{
	const char *name = path_base(program->path);
	char *home = memory_copy(program->path, (size_t)(name - program->path));
	int rc = copy_file(program->path, launch, name, target, err);

	for (; rc == 0 && files && *files; files++) {
		char *from = path_join(*home ? home : ".", *files);

		rc = copy_file(from, launch, *files, target, err);
		free(from);
	}
	if (rc == 0 && !program->whole_process)
		rc = copy_driver(launch, target, err);
	if (rc == 0 && target->library)
		rc = copy_host(launch, target, err);
	launch->program = path_join(launch->inside, name);
	free(home);
	return rc;
}

/* ---- what is run ---- */

static void add(char ***list, size_t *count, char *word)
{
	*list = memory_grow(*list, *count, sizeof **list);
	(*list)[(*count)++] = word;
}

static void add_all(char ***list, size_t *count, const char *const *words)
{
	for (; words && *words; words++)
		add(list, count, memory_text(*words));
}

static void free_list(char **list)
{
	for (size_t i = 0; list && list[i]; i++)
		free(list[i]);
	free(list);
}

static char **command_line(const struct launch *launch, const struct target *target,
			   const struct program *program)
{
	/* Not -I or -E: PYTHONHASHSEED and PYTHON_JIT are to be heard. */
	static const char *const quiet[] = {"-S", "-s", "-B", NULL};
	char **argv = NULL;
	size_t count = 0;

	add(&argv, &count,
	    target->library ? path_join(launch->inside, HOST_COPY) : memory_text(target->executable));
	add_all(&argv, &count, quiet);
	add_all(&argv, &count, program->options);
	if (!program->whole_process) {
		add(&argv, &count, path_join(launch->inside, ".probetap/driver.py"));
		add(&argv, &count, memory_format("%d", TELL_FD));
		add(&argv, &count, memory_format("%d", WAIT_FD));
	}
	add(&argv, &count, memory_text(launch->program));
	add_all(&argv, &count, program->arguments);
	add(&argv, &count, NULL);
	return argv;
}

static bool names_same(const char *a, const char *b)
{
	size_t length = strcspn(a, "=");

	return strncmp(a, b, length + 1) == 0;
}

static char **environment(const struct launch *launch, const struct program *program)
{
	char *fixed[] = {memory_text("LANG=C.UTF-8"),
			 memory_text("LC_ALL=C.UTF-8"),
			 memory_text("PATH=/usr/bin:/bin"),
			 memory_text("PYTHONHASHSEED=0"),
			 memory_text("PYTHON_JIT=0"),
			 memory_text("PYTHONDONTWRITEBYTECODE=1"),
			 memory_format("HOME=%s", launch->inside),
			 memory_format("TMPDIR=%s", launch->inside)};
	char **list = NULL;
	size_t count = 0;

	for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
		bool replaced = false;

		for (const char *const *own = program->environment; own && *own; own++)
			replaced |= names_same(fixed[i], *own);
		if (replaced)
			free(fixed[i]);
		else
			add(&list, &count, fixed[i]);
	}
	add_all(&list, &count, program->environment);
	add(&list, &count, NULL);
	return list;
}

/* ---- the child ---- */

enum { STACK_BYTES = 64 << 10 };

struct launch_child {
	_Alignas(16) char stack[STACK_BYTES];
	const struct target *target;
	const struct launch *launch;
	pid_t parent;
	int release, report, tell, wait; /* its ends of the pipes */
	bool windowed;
	char **argv, **environment;
};

/* The address sanitizer knows where our stack ends, and before a call that does not return it would clean up
 * to there. */
#define ON_OWN_STACK __attribute__((no_sanitize("address")))

/* What the child says when a step fails. */
struct report {
	int code;
	char step[200];
};

static void ON_OWN_STACK __attribute__((noreturn)) give_up(const struct launch_child *child, const char *step)
{
	struct report report = {.code = errno};

	snprintf(report.step, sizeof report.step, "%s", step);
	if (write(child->report, &report, sizeof report) < 0)
		_exit(126);
	_exit(127);
}

static void become_user(const struct launch_child *child)
{
	const struct target *target = child->target;

	if (geteuid() != 0 || target->run_user == 0)
		return;
	if (syscall(SYS_setgroups, 0, NULL) < 0 || syscall(SYS_setgid, target->run_group) < 0 ||
	    syscall(SYS_setuid, target->run_user) < 0)
		give_up(child, "become an ordinary user");
}

static void arrange_descriptors(const struct launch_child *child)
{
	int null = open("/dev/null", O_RDONLY), tell, wait;

	/* First above all the numbers that are given out, then down to them. */
	tell = fcntl(child->tell, F_DUPFD_CLOEXEC, 64);
	wait = fcntl(child->wait, F_DUPFD_CLOEXEC, 64);
	if (null < 0 || tell < 0 || wait < 0)
		give_up(child, "open /dev/null");
	if (dup2(null, 0) < 0 || dup2(child->launch->output, 1) < 0 || dup2(child->launch->errors, 2) < 0)
		give_up(child, "set up the standard streams");
	if (child->windowed && (dup2(tell, TELL_FD) < 0 || dup2(wait, WAIT_FD) < 0))
		give_up(child, "set up the driver's descriptors");
	if (null > 2)
		close(null);
}

static void reset_signals(void)
{
	struct sigaction fresh = {.sa_handler = SIG_DFL};
	sigset_t none;

	for (int signal = 1; signal < NSIG; signal++)
		if (signal != SIGKILL && signal != SIGSTOP)
			sigaction(signal, &fresh, NULL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static void limit_resources(void)
{
	const struct rlimit no_core = {0, 0}, printed = {PRINTED_BYTES_MAX, PRINTED_BYTES_MAX};

	setrlimit(RLIMIT_CORE, &no_core);
	setrlimit(RLIMIT_FSIZE, &printed);
}

static int ON_OWN_STACK child_run(void *opaque)
{
	struct launch_child *child = opaque;
	char byte;

	setsid();
	/* The pipes must not fall on the numbers that are given out below. */
	child->release = fcntl(child->release, F_DUPFD_CLOEXEC, 64);
	child->report = fcntl(child->report, F_DUPFD_CLOEXEC, 64);
	if (confine_enter(child->target, child->launch->directory, child->launch->inside) < 0)
		give_up(child, confine_step());
	arrange_descriptors(child);
	become_user(child);
	if (chdir(child->launch->inside) < 0)
		give_up(child, "enter the run's directory");
	limit_resources();
	reset_signals();
	/* Becoming another user clears it: last. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != child->parent)
		_exit(127);
	/* "ready": everything but exec has been done. */
	if (write(child->report, "", 1) != 1 || read(child->release, &byte, 1) != 1)
		_exit(127);
	execve(child->argv[0], child->argv, child->environment);
	give_up(child,
		child->target->library ? "run probetap-host's copy in TMPDIR (mounted noexec?)" : "run it");
}

/* ---- the harness's side ---- */

static int unnamed_file(const char *name)
{
	return memfd_create(name, MFD_CLOEXEC);
}

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* The child's word: ready (one byte), or the step that failed. */
static int read_report(struct launch *launch, int from, struct error *err)
{
	struct report report = {0};
	struct pollfd fd = {.fd = from, .events = POLLIN};
	ssize_t got;

	if (poll(&fd, 1, launch_milliseconds_left(launch->deadline)) <= 0)
		return error_set(err, ETIMEDOUT, "%s: the child did not get ready", launch->program);
	got = read(from, &report, sizeof report);
	if (got == 1)
		return 0;
	if (got == sizeof report)
		return error_set(err, report.code, "cannot %s: %s", report.step, error_reason(report.code));
	return error_set(err, EPIPE, "%s: the child ended before it was ready", launch->program);
}

static void free_child(struct launch_child *child)
{
	if (!child)
		return;
	free_list(child->argv);
	free_list(child->environment);
	free(child);
}

static struct launch_child *make_child(const struct launch *launch, const struct target *target,
				       const struct program *program)
{
	struct launch_child *child = memory_zeroed(1, sizeof *child);

	child->target = target;
	child->launch = launch;
	child->parent = getpid();
	child->windowed = !program->whole_process;
	child->argv = command_line(launch, target, program);
	child->environment = environment(launch, program);
	return child;
}

static pid_t split(struct launch_child *child)
{
	int memory = child->target->root ? 0 : CLONE_VM, saved;
	sigset_t every, before;
	pid_t pid;

	sigfillset(&every);
	sigprocmask(SIG_SETMASK, &every, &before);
	pid = clone(child_run, child->stack + sizeof child->stack, memory | SIGCHLD, child);
	saved = errno;
	sigprocmask(SIG_SETMASK, &before, NULL);
	errno = saved;
	return pid;
}

static int start_child(struct launch *launch, const struct target *target, const struct program *program,
		       struct error *err)
{
	int release[2] = {-1, -1}, report[2] = {-1, -1}, tell[2] = {-1, -1}, wait[2] = {-1, -1}, rc = 0;
	struct launch_child *child = launch->child = make_child(launch, target, program);

	if (pipe2(release, O_CLOEXEC) < 0 || pipe2(report, O_CLOEXEC) < 0 || pipe2(tell, O_CLOEXEC) < 0 ||
	    pipe2(wait, O_CLOEXEC) < 0) {
		rc = error_set(err, errno, "pipe: %s", error_reason(errno));
		goto out;
	}
	child->release = release[0];
	child->report = report[1];
	child->tell = tell[1];
	child->wait = wait[0];
	launch->pid = split(child);
	if (launch->pid < 0)
		rc = error_set(err, errno, "clone: %s", error_reason(errno));
	close_fd(&report[1]);
	if (rc == 0)
		rc = read_report(launch, report[0], err);
	launch->report_fd = report[0];
	report[0] = -1;
	launch->release_fd = release[1];
	launch->window_from = tell[0];
	launch->window_to = wait[1];
	release[1] = tell[0] = wait[1] = -1;
	fcntl(launch->window_from, F_SETFL, O_NONBLOCK);
	if (rc == 0 && (launch->pidfd = (int)syscall(SYS_pidfd_open, launch->pid, 0)) < 0)
		rc = error_set(err, errno, "pidfd_open: %s", error_reason(errno));
out:
	for (int i = 0; i < 2; i++) {
		close_fd(&release[i]);
		close_fd(&report[i]);
		close_fd(&tell[i]);
		close_fd(&wait[i]);
	}
	return rc;
}

int launch_open(struct launch **result, const struct target *target, const struct program *program,
		const char *const *files, unsigned deadline_seconds, struct error *err)
{
	struct launch *launch = memory_zeroed(1, sizeof *launch);
	int rc;

	*launch = (struct launch){.pidfd = -1,
				  .release_fd = -1,
				  .report_fd = -1,
				  .window_from = -1,
				  .window_to = -1,
				  .state = LAUNCH_HELD};
	launch->deadline = launch_now() +
			   (deadline_seconds ? deadline_seconds : DEADLINE_SECONDS) * (uint64_t)1000000000;
	launch->output = unnamed_file("output");
	launch->errors = unnamed_file("errors");
	/* Orphans of the program come to us, and can be found and ended. */
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	rc = launch->output < 0 || launch->errors < 0
		     ? error_set(err, errno, "memfd_create: %s", error_reason(errno))
		     : 0;
	if (rc == 0)
		rc = path_make_temporary(target->run_user, target->run_group, &launch->directory, err);
	if (rc == 0) {
		launch->inside = confine_inside(target, launch->directory);
		rc = fill_directory(launch, target, program, files, err);
	}
	if (rc == 0)
		rc = start_child(launch, target, program, err);
	if (rc < 0) {
		launch_close(launch);
		return error_prefix(err, rc, "%s", target->title);
	}
	*result = launch;
	return 0;
}

int launch_release(struct launch *launch, struct error *err)
{
	if (write(launch->release_fd, "", 1) != 1)
		return error_set(err, errno, "%s: releasing the child: %s", launch->program,
				 error_reason(errno));
	launch->started = launch_now();
	launch->state = LAUNCH_RUNNING;
	/* A child under ptrace stops in exec with the pipe still open: whoever traces asks for the report
	 * later. */
	return launch->traced ? 0 : launch_report(launch, err);
}

int launch_report(struct launch *launch, struct error *err)
{
	struct report report = {0};
	ssize_t got;

	while ((got = read(launch->report_fd, &report, sizeof report)) < 0 && errno == EINTR)
		;
	if (got == sizeof report)
		return error_set(err, report.code, "cannot %s: %s", report.step, error_reason(report.code));
	return 0;
}

int launch_window_told(struct launch *launch)
{
	char letter;
	ssize_t got = read(launch->window_from, &letter, 1);

	if (got == 0)
		return -1;
	if (got < 0)
		return errno == EAGAIN || errno == EINTR ? 0 : -1;
	if (letter != 'T')
		launch->state = letter == 'B' ? LAUNCH_WINDOW_BEGIN : LAUNCH_WINDOW_END;
	return letter;
}

int launch_window_continue(struct launch *launch, struct error *err)
{
	if (launch->state == LAUNCH_WINDOW_BEGIN)
		launch->state = LAUNCH_WINDOW;
	if (write(launch->window_to, "", 1) == 1 || errno == EPIPE)
		return 0;
	return error_set(err, errno, "%s: letting the driver go on: %s", launch->program,
			 error_reason(errno));
}

/* ---- the end ---- */

/* Reaps every child that is left; the first process gave its status before. Returns whether any is still
 * alive. */
static bool reap(struct launch *launch)
{
	pid_t pid;
	int status;

	while ((pid = waitpid(-1, &status, WNOHANG | __WALL)) > 0) {
		if (pid == launch->pid && launch->state != LAUNCH_ENDED) {
			launch->status = status;
			launch->state = LAUNCH_ENDED;
		}
	}
	return pid == 0;
}

static void end_with(struct launch *launch, int signal, int milliseconds)
{
	uint64_t deadline = launch_now() + (uint64_t)milliseconds * 1000000;

	kill(-launch->pid, signal);
	process_signal_children(signal);
	while (reap(launch) && launch_milliseconds_left(deadline) > 0) {
		/* A stopped or held process must run to die; an orphan appears only when its parent is gone.
		 */
		kill(-launch->pid, SIGCONT);
		process_signal_children(signal);
		poll(NULL, 0, 1);
	}
}

int launch_stop(struct launch *launch, int *status, struct error *err)
{
	if (launch->state != LAUNCH_ENDED && reap(launch) && launch->state != LAUNCH_ENDED)
		end_with(launch, SIGTERM, GRACE_MILLISECONDS);
	if (reap(launch))
		end_with(launch, SIGKILL, 10000);
	if (launch->state != LAUNCH_ENDED)
		return error_set(err, ECHILD, "%s: process %d cannot be ended", launch->program,
				 (int)launch->pid);
	*status = launch->status;
	return 0;
}

static void read_end(int fd, size_t limit, struct buffer *into)
{
	off_t length = lseek(fd, 0, SEEK_END);
	size_t wanted = length > (off_t)limit ? limit : (size_t)(length > 0 ? length : 0);
	char *bytes = memory_zeroed(1, wanted + 1);
	ssize_t got = pread(fd, bytes, wanted, length - (off_t)wanted);

	if (got > 0)
		buffer_add(into, bytes, (size_t)got);
	free(bytes);
}

void launch_output(const struct launch *launch, size_t limit, struct buffer *output, struct buffer *errors)
{
	read_end(launch->output, limit, output);
	read_end(launch->errors, limit, errors);
}

void launch_close(struct launch *launch)
{
	int status;

	if (!launch)
		return;
	if (launch->pid > 0)
		launch_stop(launch, &status, NULL);
	if (launch->directory)
		path_remove_tree(launch->directory, NULL);
	close_fd(&launch->pidfd);
	close_fd(&launch->release_fd);
	close_fd(&launch->report_fd);
	close_fd(&launch->window_from);
	close_fd(&launch->window_to);
	close_fd(&launch->output);
	close_fd(&launch->errors);
	/* One that could not be ended may not have come to its exec. */
	if (launch->pid <= 0 || launch->state == LAUNCH_ENDED)
		free_child(launch->child);
	free(launch->directory);
	free(launch->inside);
	free(launch->program);
	free(launch);
}
