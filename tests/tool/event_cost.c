/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What an event costs: the same program bare, with an empty sleepable program on the sites, and captured, in
 * alternation. The program measures itself, so neither start-up nor attaching is in the numbers.
 *
 *     event_cost [ROUNDS [TARGET]]
 */
#include "../../harness/capture/attachment.h"
#include "../../harness/capture/backend.h"
#include "../../harness/capture/mapping.h"
#include "../../harness/capture/semaphore.h"

#include <probetap/memory.h>
#include <probetap/path.h>

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char workload[] = "def fib(n):\n"
			       "    return n if n < 2 else fib(n - 1) + fib(n - 2)\n"
			       "\n"
			       "import time\n"
			       "fib(12)\n"
			       "begin = time.process_time_ns()\n"
			       "fib(21)\n"
			       "end = time.process_time_ns()\n"
			       "print(end - begin)\n";

enum { ROUNDS = 7, ROUNDS_MAX = 101, DEADLINE_SECONDS = 120 };
enum way { BARE, EMPTY, FULL, WAYS };
static const char *const way_names[WAYS] = {"bare", "empty program", "captured"};

struct bench {
	struct contract *contract;
	struct target *target;
	marker_set enabled;
	struct program program;
	double seconds[WAYS][ROUNDS_MAX];
	uint64_t events;
	struct error err;
};

static void fail(const struct bench *bench)
{
	fprintf(stderr, "event_cost: %s\n", bench->err.text);
	exit(3);
}

static void ignore_event(void *context, const struct event *event)
{
	(void)context;
	(void)event;
}

static double run_full(struct bench *bench)
{
	const struct capture_options options = {.kind = CAPTURE_BPF};
	const struct capture_run run = {.program = &bench->program,
					.enabled = bench->enabled,
					.deadline_seconds = DEADLINE_SECONDS,
					.event = ignore_event};
	struct capture_outcome outcome;
	struct capture *capture;
	double result;

	if (capture_open(&capture, bench->target, bench->contract, &options, NULL, &bench->err) < 0 ||
	    capture_run(capture, &run, &outcome, &bench->err) < 0)
		fail(bench);
	capture_close(capture);
	if (outcome.lost || outcome.unreadable || !outcome.window_closed) {
		error_set(&bench->err, EIO, "lost %llu, unreadable %llu", (unsigned long long)outcome.lost,
			  (unsigned long long)outcome.unreadable);
		fail(bench);
	}
	bench->events = outcome.hits;
	result = strtod(outcome.output, NULL) / 1e9;
	capture_outcome_fini(&outcome);
	return result;
}

static void set_semaphores(struct bench *bench, struct launch *launch, bool up)
{
	const struct object *object = bench->target->object;
	struct space space;
	uint64_t bias;

	if (mapping_find(launch->pid, object, &bias, &bench->err) < 0 ||
	    space_open(&space, launch->pid, &bench->err) < 0)
		fail(bench);
	if (!up)
		semaphores_lower(object, bench->contract, bench->enabled, &space, bias);
	else if (semaphores_raise(object, bench->contract, bench->enabled, &space, bias, &bench->err) < 0)
		fail(bench);
	space_close(&space);
}

static double run_uncaptured(struct bench *bench, bool armed)
{
	struct buffer output = {0}, errors = {0};
	struct launch *launch;
	int status;
	double result;

	if (launch_open(&launch, bench->target, &bench->program, NULL, DEADLINE_SECONDS, &bench->err) < 0 ||
	    launch_release(launch, &bench->err) < 0)
		fail(bench);
	for (int told = 0; told != 'E';) {
		struct pollfd watched[] = {{.fd = launch->window_from, .events = POLLIN},
					   {.fd = launch->pidfd, .events = POLLIN}};
		poll(watched, 2, -1);
		told = launch_window_told(launch);
		if (armed && (told == 'B' || told == 'E'))
			set_semaphores(bench, launch, told == 'B');
		if (told < 0 || launch_window_continue(launch, &bench->err) < 0)
			fail(bench);
	}
	poll(&(struct pollfd){.fd = launch->pidfd, .events = POLLIN}, 1, -1);
	if (launch_stop(launch, &status, &bench->err) < 0)
		fail(bench);
	launch_output(launch, 100, &output, &errors);
	result = strtod(buffer_text(&output), NULL) / 1e9;
	buffer_fini(&output);
	buffer_fini(&errors);
	launch_close(launch);
	return result;
}

static double run_empty(struct bench *bench)
{
	struct attachment attachment;
	struct agent agent;
	double result;

	if (agent_load(&agent, NULL, 0, 0, AGENT_MULTI | AGENT_EMPTY, &bench->err) < 0 ||
	    attachment_open(&attachment, &agent, bench->target->object, bench->contract, bench->enabled,
			    false, &bench->err) < 0)
		fail(bench);
	result = run_uncaptured(bench, true);
	attachment_close(&attachment);
	agent_unload(&agent);
	return result;
}

static int by_size(const void *a, const void *b)
{
	double difference = *(const double *)a - *(const double *)b;

	return difference < 0 ? -1 : difference > 0;
}

static double median(double *list, int count)
{
	qsort(list, (size_t)count, sizeof *list, by_size);
	return list[count / 2];
}

static void report(struct bench *bench, int rounds)
{
	double per_event[WAYS], least[WAYS], bare = median(bench->seconds[BARE], rounds);

	for (int way = 0; way < WAYS; way++) {
		per_event[way] = (median(bench->seconds[way], rounds) - bare) / (double)bench->events * 1e9;
		least[way] = (bench->seconds[way][0] - bench->seconds[BARE][0]) / (double)bench->events * 1e9;
		printf("event cost: %-14s %7.1f ms, %6.0f ns an event (least %.0f)\n", way_names[way],
		       median(bench->seconds[way], rounds) * 1e3, per_event[way], least[way]);
	}
	printf("event cost: captured over empty, %llu events, %d rounds: %.2f (least %.2f; goal 1.50)\n",
	       (unsigned long long)bench->events, rounds, per_event[FULL] / per_event[EMPTY],
	       least[FULL] / least[EMPTY]);
}

int main(int argc, char **argv)
{
	int rounds = argc > 1 ? atoi(argv[1]) : ROUNDS;
	const char *name = argc > 2 ? argv[2] : "/usr/bin/python3.11";
	const struct target_options options = {0};
	char directory[] = "/tmp/probetap-bench.XXXXXX", *path;
	struct bench bench = {0};

	if (rounds < 1 || rounds > ROUNDS_MAX || !mkdtemp(directory))
		return 2;
	path = memory_format("%s/workload.py", directory);
	bench.program.path = path;
	if (contract_open(&bench.contract, &bench.err) < 0 ||
	    target_open(name, &options, bench.contract, &bench.target, &bench.err) < 0 ||
	    path_write_atomically(path, workload, sizeof workload - 1, &bench.err) < 0)
		fail(&bench);
	bench.enabled = (marker_set)1 << contract_marker(bench.contract, "function__entry", 15) |
			(marker_set)1 << contract_marker(bench.contract, "function__return", 16);
	for (int round = 0; round < rounds; round++) {
		bench.seconds[BARE][round] = run_uncaptured(&bench, false);
		bench.seconds[EMPTY][round] = run_empty(&bench);
		bench.seconds[FULL][round] = run_full(&bench);
	}
	report(&bench, rounds);
	target_close(bench.target);
	contract_close(bench.contract);
	path_remove_tree(directory, NULL);
	free(path);
	return 0;
}
