/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What an event costs under ptrace, against a loop as a debugger's: the same attaching, the same breakpoints
 * and the same reading of values, but at every hit the breakpoints are taken out, the nop is stepped over,
 * and they are put back.
 *
 *     ptrace_bench PYTHON PROGRAM [ROUNDS]
 *
 * function__entry and function__return are enabled. The three (the program alone with its semaphores raised,
 * ours, a debugger's) run in alternation, all on one processor; printed are medians over that of the first.
 */
#include "../../harness/capture/arguments.h"
#include "../../harness/capture/breakpoint.h"
#include "../../harness/capture/mapping.h"
#include "../../harness/capture/semaphore.h"

#include <probetap/capture.h>
#include <probetap/memory.h>
#include <probetap/processor.h>

#include <elf.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROUNDS_MAX = 99 };

struct bench {
	struct target *target;
	struct contract *contract;
	struct program program;
	unsigned long events;
	marker_set enabled; /* the two markers of the flood */
	struct error err;
};

static void __attribute__((noreturn)) give_up(const struct bench *bench)
{
	fprintf(stderr, "ptrace_bench: %s\n", bench->err.text);
	exit(3);
}

static int read_memory(void *context, uint64_t address, void *to, size_t length)
{
	return space_read(context, address, to, length);
}

/* ---- the debugger's way ---- */

struct debugger {
	struct breakpoints breakpoints;
	struct arguments arguments;
	struct space space;
	uint64_t bias;
	pid_t pid;
	marker_set enabled;
};

/* As gdb does it, by default and by strace: out with every breakpoint when a thread stops, the program
 * counter back, one step, in with every breakpoint. */
static void step_over(const struct debugger *debugger, const struct breakpoint *breakpoint, char *registers,
		      struct iovec *set)
{
	const struct trap *trap = debugger->breakpoints.trap;
	uint64_t address = breakpoint->address + debugger->bias;
	siginfo_t info;
	unsigned count;
	int status;

	memcpy(registers + trap->counter, &address, sizeof address);
	ptrace(PTRACE_SETREGSET, debugger->pid, (void *)NT_PRSTATUS, set);
	ptrace(PTRACE_SINGLESTEP, debugger->pid, NULL, NULL);
	waitpid(debugger->pid, &status, __WALL);
	ptrace(PTRACE_GETSIGINFO, debugger->pid, NULL, &info);
	ptrace(PTRACE_GETREGSET, debugger->pid, (void *)NT_PRSTATUS, set);
	breakpoints_insert(&debugger->breakpoints, debugger->enabled, &debugger->space, debugger->bias,
			   &count, NULL);
}

static bool debug_one(struct debugger *debugger, const struct contract *contract)
{
	uint64_t registers[80], address;
	struct iovec set = {registers, sizeof registers};
	const struct breakpoint *breakpoint;
	struct event event;
	siginfo_t info;
	int status;

	if (waitpid(debugger->pid, &status, __WALL) < 0 || !WIFSTOPPED(status))
		return false;
	ptrace(PTRACE_GETSIGINFO, debugger->pid, NULL, &info);
	ptrace(PTRACE_GETREGSET, debugger->pid, (void *)NT_PRSTATUS, &set);
	memcpy(&address, (char *)registers + debugger->breakpoints.trap->counter, sizeof address);
	breakpoint = breakpoint_at(&debugger->breakpoints,
				   address - debugger->breakpoints.trap->behind - debugger->bias);
	if (!breakpoint)
		return false;
	const struct operand_frame frame = {registers, set.iov_len, debugger->bias, read_memory,
					    &debugger->space};
	breakpoints_remove(&debugger->breakpoints, debugger->enabled, &debugger->space, debugger->bias);
	arguments_read(&debugger->arguments, &contract->markers[breakpoint->marker], &breakpoint->operands,
		       &frame, &debugger->space, &event);
	step_over(debugger, breakpoint, (char *)registers, &set);
	ptrace(PTRACE_CONT, debugger->pid, NULL, NULL);
	return true;
}

/* Launches it, waits for the begin of the window, and raises its semaphores. */
static struct launch *begin_window(struct bench *bench, struct debugger *debugger)
{
	const struct object *object = bench->target->object;
	struct launch *launch;

	if (launch_open(&launch, bench->target, &bench->program, NULL, 120, &bench->err) ||
	    launch_release(launch, &bench->err))
		give_up(bench);
	while (launch_window_told(launch) == 0)
		poll(&(struct pollfd){.fd = launch->window_from, .events = POLLIN}, 1, 1000);
	*debugger = (struct debugger){.pid = launch->pid, .enabled = bench->enabled};
	if (space_open(&debugger->space, launch->pid, &bench->err) ||
	    mapping_find(launch->pid, object, &debugger->bias, &bench->err) ||
	    semaphores_raise(object, bench->contract, bench->enabled, &debugger->space, debugger->bias,
			     &bench->err))
		give_up(bench);
	return launch;
}

static uint64_t run_debugger(struct bench *bench)
{
	struct debugger debugger;
	struct launch *launch = begin_window(bench, &debugger);
	unsigned count;
	uint64_t begin;
	int status;

	arguments_init(&debugger.arguments, 0);
	if (breakpoints_open(&debugger.breakpoints, bench->target->object, bench->contract, &bench->err) ||
	    ptrace(PTRACE_SEIZE, launch->pid, NULL, PTRACE_O_EXITKILL) ||
	    breakpoints_insert(&debugger.breakpoints, bench->enabled, &debugger.space, debugger.bias, &count,
			       &bench->err))
		give_up(bench);
	begin = launch_now();
	launch_window_continue(launch, NULL);
	for (unsigned long i = 0; i < bench->events; i++)
		if (!debug_one(&debugger, bench->contract)) {
			error_set(&bench->err, EPROTO, "the debugger's loop lost its way at event %lu", i);
			give_up(bench);
		}
	begin = launch_now() - begin;
	kill(launch->pid, SIGKILL);
	waitpid(launch->pid, &status, __WALL);
	launch->state = LAUNCH_ENDED;
	launch_close(launch);
	space_close(&debugger.space);
	breakpoints_close(&debugger.breakpoints);
	arguments_fini(&debugger.arguments);
	return begin;
}

/* What the program itself does around its markers: semaphores up, and nobody there. */
static uint64_t run_alone(struct bench *bench)
{
	struct debugger debugger;
	struct launch *launch = begin_window(bench, &debugger);
	uint64_t begin = launch_now();

	launch_window_continue(launch, NULL);
	poll(&(struct pollfd){.fd = launch->window_from, .events = POLLIN}, 1, 60000);
	begin = launch_now() - begin;
	launch_close(launch);
	space_close(&debugger.space);
	return begin;
}

/* ---- ours ---- */

struct tally {
	unsigned long events;
	uint64_t first, last;
};

static void tally_event(void *context, const struct event *event)
{
	struct tally *tally = context;

	if (tally->events++ == 0)
		tally->first = event->time;
	tally->last = event->time;
}

static uint64_t run_capture(struct bench *bench)
{
	const struct capture_options options = {.kind = CAPTURE_PTRACE};
	struct tally tally = {0};
	const struct capture_run run = {.program = &bench->program,
					.enabled = bench->enabled,
					.deadline_seconds = 120,
					.event = tally_event,
					.context = &tally};
	struct capture_outcome outcome;
	struct capture *capture;

	if (capture_open(&capture, bench->target, bench->contract, &options, NULL, &bench->err) ||
	    capture_run(capture, &run, &outcome, &bench->err))
		give_up(bench);
	capture_close(capture);
	if (bench->events == 0)
		bench->events = tally.events;
	if (tally.events == 0 || tally.events != bench->events || outcome.events != bench->events ||
	    outcome.unreadable) {
		error_set(&bench->err, EPROTO, "%lu events instead of %lu", tally.events, bench->events);
		give_up(bench);
	}
	capture_outcome_fini(&outcome);
	return tally.last - tally.first;
}

/* ---- the table ---- */

static int by_size(const void *a, const void *b)
{
	const uint64_t *one = a, *other = b;

	return (*one > *other) - (*one < *other);
}

static uint64_t median(uint64_t *list, unsigned count)
{
	qsort(list, count, sizeof *list, by_size);
	return list[count / 2];
}

static void open_bench(struct bench *bench, const char *python, const char *program)
{
	const struct target_options options = {0};

	bench->program = (struct program){.path = program};
	if (contract_open(&bench->contract, &bench->err) ||
	    target_open(python, &options, bench->contract, &bench->target, &bench->err))
		give_up(bench);
	bench->enabled = (marker_set)1 << contract_marker(bench->contract, "function__entry", 15) |
			 (marker_set)1 << contract_marker(bench->contract, "function__return", 16);
}

static void print_table(const struct bench *bench, uint64_t *alone, uint64_t *ours, uint64_t *theirs,
			unsigned rounds)
{
	uint64_t base = median(alone, rounds);
	double our = (double)(median(ours, rounds) - base), their = (double)(median(theirs, rounds) - base);
	double events = (double)bench->events * 1e3;

	printf("event cost, ptrace: %.1f us, in a debugger's remove/step/reinsert loop %.1f us: ratio %.2f (%lu events, median of %u)\n",
	       our / events, their / events, our / their, bench->events, rounds);
}

int main(int argc, char **argv)
{
	unsigned rounds = argc > 3 ? (unsigned)strtoul(argv[3], NULL, 10) : 5;
	uint64_t alone[ROUNDS_MAX], ours[ROUNDS_MAX], theirs[ROUNDS_MAX];
	struct bench bench = {0};
	struct processor processor;

	if (argc < 3 || rounds == 0 || rounds > ROUNDS_MAX) {
		fprintf(stderr, "usage: ptrace_bench PYTHON PROGRAM [ROUNDS]\n");
		return 2;
	}
	open_bench(&bench, argv[1], argv[2]);
	processor_hold(&processor, 0);
	run_capture(&bench); /* says how many events there are */
	for (unsigned i = 0; i < rounds; i++) {
		alone[i] = run_alone(&bench);
		ours[i] = run_capture(&bench);
		theirs[i] = run_debugger(&bench);
	}
	processor_release(&processor);
	print_table(&bench, alone, ours, theirs, rounds);
	target_close(bench.target);
	contract_close(bench.contract);
	return 0;
}
