/* SPDX-License-Identifier: BSD-2-Clause */
/* A thread at a breakpoint. This is what every event costs: look here before you add a system call. */
#include "chase.h"
#include "watch.h"

#include <elf.h>
#include <errno.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/uio.h>

static bool read_registers(pid_t thread, struct registers *registers)
{
	struct iovec set = {registers->words, sizeof registers->words};

	if (ptrace(PTRACE_GETREGSET, thread, (void *)NT_PRSTATUS, &set) != 0)
		return false;
	registers->size = set.iov_len;
	return true;
}

static uint64_t counter_in(const struct registers *registers, const struct trap *trap)
{
	uint64_t counter;

	memcpy(&counter, (const char *)registers->words + trap->counter, sizeof counter);
	return counter;
}

static void write_counter(pid_t thread, struct registers *registers, const struct trap *trap,
			  uint64_t counter)
{
	struct iovec set = {registers->words, registers->size};

	memcpy((char *)registers->words + trap->counter, &counter, sizeof counter);
	ptrace(PTRACE_SETREGSET, thread, (void *)NT_PRSTATUS, &set);
}

static int read_memory(void *context, uint64_t address, void *to, size_t length)
{
	return space_read(context, address, to, length);
}

static void hand_over(struct chase *chase, struct event *event)
{
	struct capture_outcome *outcome = chase->outcome;

	event->sequence = chase->state->sequence++;
	event->time = launch_now();
	outcome->hits++;
	for (unsigned i = 0; i < event->value_count; i++) {
		outcome->unreadable += event->values[i].kind == VALUE_UNREADABLE;
		outcome->cut += event->values[i].cut;
	}
	chase->run->event(chase->run->context, event);
	outcome->events++;
}

static void at_site(struct chase *chase, const struct tracee *tracee, const struct breakpoint *breakpoint,
		    const struct registers *registers)
{
	struct ptrace_state *state = chase->state;
	struct tracee_process *process = tracee->process;
	const struct operand_frame frame = {.registers = registers->words,
					    .registers_size = registers->size,
					    .bias = process->bias,
					    .read_memory = read_memory,
					    .context = &process->space};
	struct event event;

	if (chase->phase == PHASE_CLOSED)
		return;
	event.marker = breakpoint->marker;
	event.site = breakpoint->site;
	event.unasked = chase->alone || !(chase->run->enabled >> breakpoint->marker & 1);
	event.process = process->pid;
	event.thread = tracee->thread;
	/* Fails only for a thread that has been killed where it stands. */
	if (arguments_read(&state->arguments, &state->contract->markers[breakpoint->marker],
			   &breakpoint->operands, &frame, &process->space, &event) == 0)
		hand_over(chase, &event);
}

static void at_watch(struct chase *chase, struct tracee_process *process, const struct registers *registers)
{
	int rc = chase->phase == PHASE_OPEN ? chase_arm(chase, process) : 0;

	if (rc == -ENOENT)
		rc = watch_next(process, chase->state->breakpoints.trap, registers->words, chase->err);
	chase_fail(chase, rc);
}

static bool is_trap(pid_t thread, const struct trap *trap)
{
	siginfo_t info;

	return ptrace(PTRACE_GETSIGINFO, thread, NULL, &info) == 0 && info.si_code == trap->signal_code;
}

/*
 * Anybody can send a SIGTRAP, and the thread may stand just behind a site when it is delivered: when it has
 * gone on from its last hit and come nowhere yet, or when it went round a marker that is not enabled. Only
 * then the kernel is asked where the signal comes from.
 */
static bool is_doubtful(const struct chase *chase, const struct tracee *tracee,
			const struct breakpoint *breakpoint, const struct registers *registers)
{
	return !(chase->run->enabled >> breakpoint->marker & 1) ||
	       (tracee->resumed.size == registers->size &&
		memcmp(tracee->resumed.words, registers->words, registers->size) == 0);
}

bool chase_hit(struct chase *chase, struct tracee *tracee)
{
	const struct trap *trap = chase->state->breakpoints.trap;
	struct tracee_process *process = tracee->process;
	const struct breakpoint *breakpoint;
	struct registers registers;
	uint64_t address;

	if (!read_registers(tracee->thread, &registers))
		return false;
	address = counter_in(&registers, trap) - trap->behind;
	if (watch_is_hit(process, address) && is_trap(tracee->thread, trap)) {
		at_watch(chase, process, &registers);
		write_counter(tracee->thread, &registers, trap, address);
		return true;
	}
	breakpoint =
		process->mapped ? breakpoint_at(&chase->state->breakpoints, address - process->bias) : NULL;
	if (!breakpoint ||
	    (is_doubtful(chase, tracee, breakpoint, &registers) && !is_trap(tracee->thread, trap)))
		return false;
	at_site(chase, tracee, breakpoint, &registers);
	if (breakpoint->nop_length != trap->behind)
		write_counter(tracee->thread, &registers, trap, address + breakpoint->nop_length);
	tracee->resumed = registers;
	return true;
}
