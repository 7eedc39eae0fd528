/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What goes through the pipes: to a worker the number of a task; from it first a `greeting`, then for each
 * task a `delivery`. A text follows either. A worker has our memory as it was when it was made, so a task's
 * number says everything.
 *
 * How it ends. A worker that finds the end of its pipe closes its capture and leaves. One that does not, and
 * all of them when we are interrupted (SIGINT, SIGTERM, SIGHUP), are killed: the kernel takes back their
 * probes, and the programs that they traced or launched die with them. Orphans of those come to us.
 */
#include "workers.h"

#include <probetap/memory.h>
#include <probetap/path.h>
#include <probetap/process.h>
#include <probetap/processor.h>
#include <probetap/report.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_WORKERS = 64 };

struct greeting {
	int code;               /* what capture_open said */
	enum capture_kind kind; /* of its capture */
	uint32_t length;        /* of the text: why it is this kind, or what is wrong */
};

/* The text is one byte for each deviation of the contract (has it matched?), then the point as JSON. */
struct delivery {
	uint32_t task, length;
};

struct worker {
	pid_t pid;
	int orders, answers; /* our ends of the pipes; -1: closed */
	bool ready, busy;
	size_t task; /* that it is busy with */
};

struct workers {
	struct session *session;
	struct workers *earlier; /* of the suite's other targets */
	char *directory;         /* where they make theirs */
	sigset_t signals, before;
	int signal_fd;
	unsigned processor; /* of the first worker; the others take the next ones */
	struct worker list[MOST_WORKERS];
	size_t count, next_order, next_point;
	size_t *order;        /* of the tasks, in which they are handed out */
	struct point *points; /* one for each task; has no name until it came */
	char *excuse;         /* why a worker has gone */
};

/* ---- pipes ---- */

static bool put_all(int fd, const void *bytes, size_t length)
{
	const char *at = bytes;

	while (length > 0) {
		ssize_t put = write(fd, at, length);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return false;
		at += put;
		length -= (size_t)put;
	}
	return true;
}

static bool take_all(int fd, void *bytes, size_t length)
{
	char *at = bytes;

	while (length > 0) {
		ssize_t got = read(fd, at, length);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		at += got;
		length -= (size_t)got;
	}
	return true;
}

static char *take_text(int fd, uint32_t length)
{
	char *text = memory_zeroed(1, (size_t)length + 1);

	if (take_all(fd, text, length))
		return text;
	free(text);
	return NULL;
}

/* ---- a worker ---- */

/* What a worker knows of itself. */
struct errand {
	struct session *session;
	int orders, answers;
	uint32_t task;
	bool cut_off; /* there is nobody to answer to */
};

static void deliver(void *context, struct point *point)
{
	struct errand *errand = context;
	const struct contract *contract = errand->session->suite->contract;
	struct delivery delivery = {.task = errand->task};
	struct buffer text = {0};
	char *json = json_point_write(point);

	for (size_t i = 0; i < contract->deviation_count; i++)
		buffer_add(&text, contract->deviations[i].matched ? "1" : "0", 1);
	buffer_add_text(&text, json);
	delivery.length = (uint32_t)text.length;
	errand->cut_off = !put_all(errand->answers, &delivery, sizeof delivery) ||
			  !put_all(errand->answers, text.data, text.length);
	buffer_fini(&text);
	free(json);
}

static bool greet(struct errand *errand)
{
	struct session *session = errand->session;
	struct greeting greeting = {0};
	char *reason = NULL;
	struct error err = {{0}};
	const char *text;
	bool done;

	greeting.code = capture_open(&session->capture, session->target, session->suite->contract,
				     &session->suite->options.capture, &reason, &err);
	if (greeting.code == 0)
		greeting.kind = capture_kind_of(session->capture);
	text = greeting.code == 0 ? reason : err.text;
	greeting.length = (uint32_t)strlen(text);
	done = put_all(errand->answers, &greeting, sizeof greeting) &&
	       put_all(errand->answers, text, greeting.length);
	free(reason);
	return done && greeting.code == 0;
}

static void __attribute__((noreturn)) work(struct errand *errand)
{
	struct session *session = errand->session;

	session->done = deliver;
	session->context = errand;
	if (greet(errand))
		while (!errand->cut_off && take_all(errand->orders, &errand->task, sizeof errand->task)) {
			const struct task *task = &session->tasks[errand->task];
			case_point_run(session, task->case_file, task->mode);
		}
	capture_close(session->capture);
	exit(EXIT_SUCCESS);
}

/* ---- making them ---- */

static void close_pipes(struct worker *worker)
{
	if (worker->orders >= 0)
		close(worker->orders);
	if (worker->answers >= 0)
		close(worker->answers);
	worker->orders = worker->answers = -1;
}

/* In the new process: of what we hold it keeps nothing but its own pipes. */
static void begin_work(struct workers *workers, unsigned which, int orders, int answers, pid_t parent)
{
	struct errand errand = {.session = workers->session, .orders = orders, .answers = answers};

	errand.session->suite->options.capture.processor = workers->processor + which;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(EXIT_FAILURE);
	signal(SIGPIPE, SIG_IGN);
	setenv("TMPDIR", workers->directory, 1);
	close(workers->signal_fd);
	for (struct workers *all = workers; all; all = all->earlier)
		for (size_t i = 0; i < all->count; i++)
			close_pipes(&all->list[i]);
	work(&errand);
}

static int start(struct workers *workers, struct worker *worker, struct error *err)
{
	int orders[2] = {-1, -1}, answers[2] = {-1, -1};
	pid_t parent = getpid();

	fflush(NULL);
	/* A socket takes an order to one who has died without a SIGPIPE. */
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, orders) < 0 || pipe2(answers, O_CLOEXEC) < 0 ||
	    (worker->pid = fork()) < 0) {
		int code = errno;

		for (int i = 0; i < 2; i++) {
			if (orders[i] >= 0)
				close(orders[i]);
			if (answers[i] >= 0)
				close(answers[i]);
		}
		return error_set(err, code, "cannot start a process that runs cases: %s", error_reason(code));
	}
	if (worker->pid == 0) {
		close(orders[1]);
		close(answers[0]);
		begin_work(workers, (unsigned)(worker - workers->list), orders[0], answers[1], parent);
	}
	close(orders[0]);
	close(answers[1]);
	worker->orders = orders[1];
	worker->answers = answers[0];
	return 0;
}

static int start_another(struct workers *workers, struct error *err)
{
	int rc = start(workers, &workers->list[workers->count], err);

	workers->count += rc == 0;
	return rc;
}

/* Interrupts are heard where we wait; what somebody had us ignore stays ignored. */
static int block_signals(struct workers *workers, struct error *err)
{
	static const int interrupts[] = {SIGINT, SIGTERM, SIGHUP};
	struct sigaction action;

	sigemptyset(&workers->signals);
	for (size_t i = 0; i < sizeof interrupts / sizeof *interrupts; i++)
		if (sigaction(interrupts[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
			sigaddset(&workers->signals, interrupts[i]);
	workers->signal_fd = signalfd(-1, &workers->signals, SFD_CLOEXEC | SFD_NONBLOCK);
	if (workers->signal_fd < 0)
		return error_set(err, errno, "signalfd: %s", error_reason(errno));
	sigprocmask(SIG_BLOCK, &workers->signals, &workers->before);
	return 0;
}

/* ---- the end of them ---- */

/* Reaps who has ended; whether anybody is left. */
static bool reap(void)
{
	pid_t pid;

	while ((pid = waitpid(-1, NULL, WNOHANG)) > 0)
		;
	return pid == 0;
}

/* After a worker's death its programs are dead or our children too. */
static void kill_children(void)
{
	while (reap()) {
		process_signal_children(SIGKILL);
		poll(NULL, 0, 1);
	}
}

/* Somebody wants us gone: nothing is left behind, and then we go as he said. */
static void obey(struct workers *workers)
{
	struct signalfd_siginfo info;

	if (read(workers->signal_fd, &info, sizeof info) != sizeof info)
		return;
	kill_children();
	for (const struct workers *all = workers->session->suite->workers; all; all = all->earlier)
		path_remove_tree(all->directory, NULL);
	fflush(NULL);
	signal((int)info.ssi_signo, SIG_DFL);
	raise((int)info.ssi_signo);
	sigprocmask(SIG_SETMASK, &workers->before, NULL);
	_exit(128 + (int)info.ssi_signo);
}

static void retire(struct workers *workers, struct worker *worker)
{
	char how[100];
	int status = 0;

	close_pipes(worker);
	while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
		;
	process_describe(status, how, sizeof how);
	worker->pid = 0;
	worker->ready = false;
	free(workers->excuse);
	workers->excuse = memory_format(
		"the process of probetap that ran the case ended before it had a result (%s): a mistake of probetap's, "
		"please report it",
		how);
}

void workers_close(struct workers *workers)
{
	struct workers **place;

	if (!workers)
		return;
	for (place = &workers->session->suite->workers; *place != workers; place = &(*place)->earlier)
		;
	*place = workers->earlier;
	for (size_t i = 0; i < workers->count; i++)
		close_pipes(&workers->list[i]);
	for (size_t i = 0; i < workers->count; i++)
		if (workers->list[i].pid > 0)
			waitpid(workers->list[i].pid, NULL, 0);
	if (!workers->session->suite->workers)
		kill_children(); /* orphans of a worker that was lost */
	if (workers->directory)
		path_remove_tree(workers->directory, NULL);
	if (workers->signal_fd >= 0) {
		close(workers->signal_fd);
		sigprocmask(SIG_SETMASK, &workers->before, NULL);
	}
	for (size_t i = 0; i < workers->session->task_count; i++)
		point_fini(&workers->points[i]);
	free(workers->points);
	free(workers->order);
	free(workers->directory);
	free(workers->excuse);
	free(workers);
}

/* ---- what they say ---- */

/* Waits until one of the descriptors has something to say; a descriptor of -1 never has. */
static void await(struct workers *workers, struct pollfd *watched)
{
	watched[workers->count] = (struct pollfd){.fd = workers->signal_fd, .events = POLLIN};
	while (poll(watched, workers->count + 1, -1) < 0 && errno == EINTR)
		;
	if (watched[workers->count].revents)
		obey(workers);
}

/* -EPIPE: it has ended. */
static int take_greeting(struct worker *worker, struct greeting *greeting, char **text)
{
	*text = NULL;
	if (!take_all(worker->answers, greeting, sizeof *greeting) ||
	    !(*text = take_text(worker->answers, greeting->length)))
		return -EPIPE;
	worker->ready = greeting->code == 0;
	return 0;
}

static int await_first(struct workers *workers, struct greeting *greeting, char **text, struct error *err)
{
	struct worker *worker = &workers->list[0];
	struct pollfd watched[2] = {{.fd = worker->answers, .events = POLLIN}};

	do
		await(workers, watched);
	while (!watched[0].revents);
	if (take_greeting(worker, greeting, text) == 0)
		return greeting->code == 0 ? 0 : error_set(err, -greeting->code, "%s", *text);
	retire(workers, worker);
	return error_set(err, EPIPE, "%s", workers->excuse);
}

/*
 * What is done to a program under ptrace concerns nobody else, and under bpf no more than a reservation says:
 * several at once are as right as one.
 */
static size_t wanted(const struct session *session)
{
	size_t jobs = session->suite->options.jobs;
	unsigned here;

	if (jobs == 0)
		jobs = processors_allowed(&here);
	if (jobs > session->task_count)
		jobs = session->task_count;
	return jobs < MOST_WORKERS ? jobs : MOST_WORKERS;
}

static int make_directory(struct workers *workers, struct error *err)
{
	int rc = path_make_temporary(geteuid(), getegid(), &workers->directory, err);

	/* The programs' user must get through. */
	if (rc == 0 && chmod(workers->directory, 0711) < 0)
		rc = error_set(err, errno, "%s: %s", workers->directory, error_reason(errno));
	return rc;
}

/*
 * Those first that bpf may have to do with nobody beside it, since it then attaches anew: between the others
 * they would make everybody wait each time.
 */
static size_t *plan_order(const struct session *session)
{
	size_t *order = memory_zeroed(session->task_count + 1, sizeof *order), count = 0;

	for (int whole = 1; whole >= 0; whole--)
		for (size_t i = 0; i < session->task_count; i++)
			if (case_whole_process(session->tasks[i].case_file) == whole)
				order[count++] = i;
	return order;
}

int workers_open(struct workers **result, struct session *session, struct error *err)
{
	struct workers *workers = memory_zeroed(1, sizeof *workers);
	struct capture_options *options = &session->suite->options.capture;
	enum capture_kind asked;
	struct greeting greeting;
	char *text = NULL;
	int rc;

	workers->session = session;
	workers->signal_fd = -1;
	workers->earlier = session->suite->workers;
	session->suite->workers = workers;
	workers->points = memory_zeroed(session->task_count + 1, sizeof *workers->points);
	workers->order = plan_order(session);
	processors_allowed(&workers->processor);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	rc = make_directory(workers, err);
	if (rc == 0)
		rc = block_signals(workers, err);
	if (rc == 0)
		rc = start_another(workers, err);
	if (rc == 0)
		rc = await_first(workers, &greeting, &text, err);
	if (rc < 0)
		goto out;
	session->result->capture = memory_text(capture_kind_name(greeting.kind));
	session->result->capture_reason = text;
	text = NULL;
	asked = options->kind;
	options->kind = greeting.kind; /* of them all */
	while (rc == 0 && workers->count < wanted(session))
		rc = start_another(workers, err);
	options->kind = asked;
out:
	free(text);
	if (rc < 0)
		workers_close(workers);
	else
		*result = workers;
	return rc;
}

/* ---- tasks and points ---- */

static void hand_out(struct workers *workers, struct worker *worker)
{
	uint32_t task = (uint32_t)workers->order[workers->next_order];

	if (!worker->ready || worker->busy)
		return;
	if (workers->next_order == workers->session->task_count) {
		/* Nobody should wait for what its capture still holds. */
		close(worker->orders);
		worker->orders = -1;
		worker->ready = false;
		return;
	}
	workers->next_order++;
	worker->task = task;
	worker->busy = true;
	/* If it has ended, its other pipe will tell. */
	send(worker->orders, &task, sizeof task, MSG_NOSIGNAL);
}

/* In the order of the tasks, as far as there is no gap. */
static void give_points(struct workers *workers)
{
	struct session *session = workers->session;

	while (workers->next_point < session->task_count && workers->points[workers->next_point].name) {
		struct point *point = result_add_point(session->result);
		unsigned number = point->number;

		*point = workers->points[workers->next_point];
		point->number = number;
		workers->points[workers->next_point++] = (struct point){0};
		session_point_done(session, point);
	}
}

static void fail_task(struct workers *workers, size_t number, const char *why)
{
	const struct task *task = &workers->session->tasks[number];
	struct point *point = &workers->points[number];

	case_point_describe(workers->session, task->case_file, task->mode, point);
	point->verdict = VERDICT_ERROR;
	point->sentence = memory_text(why);
}

/* Each that is lost in its work takes a task with it; so there is an end to starting others. */
static void lose(struct workers *workers, struct worker *worker)
{
	bool busy = worker->busy;

	retire(workers, worker);
	if (!busy)
		return;
	worker->busy = false;
	fail_task(workers, worker->task, workers->excuse);
	if (workers->next_order < workers->session->task_count)
		start(workers, worker, NULL);
}

static bool note_matches(struct workers *workers, const char *text, size_t length)
{
	struct contract *contract = workers->session->suite->contract;

	if (length < contract->deviation_count)
		return false;
	for (size_t i = 0; i < contract->deviation_count; i++)
		contract->deviations[i].matched |= text[i] == '1';
	return true;
}

static bool take_delivery(struct workers *workers, struct worker *worker)
{
	size_t deviations = workers->session->suite->contract->deviation_count;
	struct delivery delivery;
	struct error err = {{0}};
	bool right = false;
	char *text;

	if (!take_all(worker->answers, &delivery, sizeof delivery) || !worker->busy ||
	    delivery.task != worker->task || !(text = take_text(worker->answers, delivery.length)))
		return false;
	if (note_matches(workers, text, delivery.length))
		right = json_point_read(text + deviations, delivery.length - deviations,
					&workers->points[delivery.task], &err) == 0;
	free(text);
	worker->busy = !right;
	return right;
}

static void hear(struct workers *workers, struct worker *worker)
{
	struct greeting greeting;
	char *text = NULL;

	if (worker->ready) {
		if (!take_delivery(workers, worker))
			lose(workers, worker);
	} else if (take_greeting(worker, &greeting, &text) < 0 || greeting.code < 0) {
		lose(workers, worker);
		if (text) {
			free(workers->excuse);
			workers->excuse = text;
			text = NULL;
		}
	}
	free(text);
	hand_out(workers, worker);
}

static bool anybody_left(const struct workers *workers)
{
	for (size_t i = 0; i < workers->count; i++)
		if (workers->list[i].answers >= 0)
			return true;
	return false;
}

static void hear_all(struct workers *workers)
{
	struct pollfd watched[MOST_WORKERS + 1];

	for (size_t i = 0; i < workers->count; i++)
		watched[i] = (struct pollfd){.fd = workers->list[i].answers, .events = POLLIN};
	await(workers, watched);
	for (size_t i = 0; i < workers->count; i++)
		if (watched[i].revents)
			hear(workers, &workers->list[i]);
	give_points(workers);
}

void workers_run(struct workers *workers)
{
	size_t count = workers->session->task_count;

	for (size_t i = 0; i < workers->count; i++)
		hand_out(workers, &workers->list[i]);
	while (workers->next_point < count && anybody_left(workers))
		hear_all(workers);
	/* A promise of the plan: what nobody could do is not left out. */
	for (size_t i = workers->next_point; i < count; i++)
		if (!workers->points[i].name)
			fail_task(workers, i, workers->excuse);
	give_points(workers);
}
