/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The bpf backend: a program in the kernel reads each firing where it happens and puts it into a ring.
 *
 * What is paid, and by whom. The kernel puts a breakpoint on each site (a uprobe), once for all runs. A
 * site's nop stands behind a test of its marker's semaphore, so as long as that is 0 the breakpoint is never
 * reached. We raise the semaphores ourselves, in the memory of the process under test and only while its
 * window is open: start-up costs nothing, there is nothing to detach between runs, and other processes of the
 * same binary notice nothing. A forked child inherits the raised semaphores with the page. What is exec'd in
 * a window has a new memory and is silent. A run of the whole process has nobody to wait for us: there the
 * kernel counts the semaphores up in every process that maps the object (ref_ctr_offset), and the gate in the
 * agent keeps all but the followed ones out. The kernel allows a site only one of both ways at a time; where
 * another observer came first with counters, we take counters too and let the gate alone decide.
 *
 * Why the order of the ring is a causal order. A thread that fires stays in the kernel until the agent is
 * done with its firing, and within that time, under the ring's lock, the firing is given its place. So when
 * thread A fires, and then does what lets thread B go on and fire, A had its place before B was let go.
 * Within a thread it is the same argument. Two firings that neither thread nor cause orders may stand either
 * way round: there is no right order. (Numbers and times are taken before the place is, so between such
 * firings they may disagree with it. That is why events are handed over in the order of the ring, and
 * numbered anew.) A text that turns out to be longer than a small record can hold is given a second, larger
 * place, still within its firing: the argument holds.
 *
 * Why nothing is missing. The first thing that the agent does with a firing that counts is to count it, and
 * the count is its number. Only then does it look for room, read values, and hand over. At the end, when
 * every process of the run has been ended and reaped (so no firing can be under way), the ring is drained,
 * and two things must hold: as many events came as were counted, and their numbers are exactly 0 … count-1.
 * An event that was given up, one that came twice and one that was made up each break that. Firings that the
 * agent never saw would not be noticed here; against them stand the breakpoints, which are looked at in the
 * memory of the process when its window opens (sites_attached), and the canary of the case: calls of the
 * driver's own functions in the window. The kernel does not skip a uprobe's program for being busy, as it
 * does for kprobes.
 *
 * Why the ring does not overflow. The harness drains it every millisecond, is woken when it is half full, and
 * runs with raised priority meanwhile. If it is full nevertheless, the firing thread waits in the kernel for
 * room. It gives up only when the run is over or after a time that no living harness needs, and what is given
 * up is counted.
 *
 * Why values are right. Registers are those at the marker. Memory is read while the thread stands there, and
 * where a page of the program is not in memory (a name in .rodata that nobody touched yet) it is fetched as
 * the program itself would have fetched it. What then cannot be read is unreadable to the program too.
 */
#include "agent.h"
#include "attachment.h"
#include "backend.h"
#include "reservation.h"
#include "layout.h"
#include "mapping.h"
#include "numbers.h"
#include "probe_site.h"
#include "record.h"
#include "semaphore.h"
#include "space.h"

#include <probetap/memory.h>

#include <bpf/libbpf.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
	TICK_MILLISECONDS = 1,
	TICK_MILLISECONDS_MAX = 16,
	SETTLE_MILLISECONDS = 1000,
	NICER = 10,
	RECORDS_BETWEEN_LOOKS = 1024, /* at the clock */
};

struct course;

struct bpf_state {
	const struct target *target;
	const struct contract *contract;
	size_t ring_bytes;
	struct probe_site
		*sites; /* one for each of the object's; zeroed where it is no marker of the contract */
	struct agent agent;
	struct reservation reservation;
	struct attachment attachment;
	bool counted_only; /* another observer keeps counters at our sites */
	struct objects objects;
	struct ring_buffer *ring;
	int bell; /* readable when the agent has woken us, not whenever there is something in the ring */
	struct course *course; /* the run whose records are in the ring */
	uint64_t sequence;     /* of the next event */
};

/* A run, from its release to its end. */
struct course {
	struct bpf_state *state;
	const struct capture_run *run;
	struct launch *launch;
	struct capture_outcome *outcome;
	struct error *err;
	struct numbers numbers;
	uint64_t records; /* handed over, or not understood */
	bool alone;       /* the program is in a stage without observers */
	bool ended;       /* the first process has */
	bool deaf;        /* no driver will say anything (more) */
	int tick;
};

static uint64_t load(const __u64 *shared)
{
	return __atomic_load_n(shared, __ATOMIC_ACQUIRE);
}

static void store(__u64 *shared, uint64_t value)
{
	__atomic_store_n(shared, value, __ATOMIC_RELEASE);
}

/* ---- getting ready ---- */

static int compile_sites(struct bpf_state *state, struct error *err)
{
	const struct object *object = state->target->object;
	int rc = 0;

	state->sites = memory_zeroed(object->site_count + 1, sizeof *state->sites);
	for (size_t i = 0; i < object->site_count && rc == 0; i++) {
		int marker = backend_site_marker(state->contract, &object->sites[i], EVERY_MARKER);
		if (marker >= 0)
			rc = probe_site_compile(object, &object->sites[i], state->contract, (unsigned)marker,
						&state->sites[i], err);
	}
	return rc;
}

static int load_agent(struct bpf_state *state, bool multi, struct error *err)
{
	return agent_load(&state->agent, state->sites, state->target->object->site_count, state->ring_bytes,
			  multi ? AGENT_MULTI : 0, err);
}

static int attach(struct bpf_state *state, marker_set enabled, bool counted, struct error *err)
{
	attachment_close(&state->attachment);
	return attachment_open(&state->attachment, &state->agent, state->target->object, state->contract,
			       enabled, counted, err);
}

/* No process and no probetap sees anything of us. */
static void detach(struct bpf_state *state)
{
	attachment_close(&state->attachment);
	reservation_turn(&state->reservation, TURN_NONE, NULL);
}

/* -EINVAL: some other tool's probes are there, with counters. */
static int attach_beside_others(struct bpf_state *state, struct error *err)
{
	int rc;

	if (state->attachment.is_there && !state->attachment.counted &&
	    !reservation_is_wanted(&state->reservation))
		return 0;
	detach(state);
	rc = reservation_turn(&state->reservation, TURN_BESIDE_OTHERS, err);
	return rc < 0 ? rc : attach(state, EVERY_MARKER, false, err);
}

/* With counters the kernel raises the semaphores whenever the object is mapped, whosever process it is.
 * -EINVAL: some other tool's probes are there, without counters. */
static int attach_alone(struct bpf_state *state, marker_set enabled, struct error *err)
{
	int rc;

	detach(state);
	rc = reservation_turn(&state->reservation, TURN_ALONE, err);
	return rc < 0 ? rc : attach(state, enabled, true, err);
}

/* -EINVAL: neither way. */
static int attach_somehow(struct bpf_state *state, struct error *err)
{
	int rc = reservation_take(&state->reservation, state->target->object->path, CAPTURE_BPF, err);

	if (rc == 0)
		rc = attach_beside_others(state, err);
	state->counted_only = false;
	if (rc == -EINVAL) {
		rc = attach_alone(state, EVERY_MARKER, err);
		state->counted_only = rc == 0;
	}
	/* Until the first run: somebody else may have one first. */
	detach(state);
	return rc;
}

/* The best that this kernel has. */
static int load_and_attach(struct bpf_state *state, bool single_links, struct error *err)
{
	int rc = single_links ? -EINVAL : load_agent(state, true, err);

	if (rc == 0)
		rc = attach_somehow(state, err);
	if (rc != -EINVAL)
		return rc;
	agent_unload(&state->agent);
	rc = load_agent(state, false, err);
	if (rc == 0)
		rc = attach_somehow(state, err);
	return rc == -EINVAL ? agent_refused(rc, state->target->object->path, err) : rc;
}

static int take_record(void *opaque, void *record, size_t size);

static int open_ring(struct bpf_state *state, struct error *err)
{
	struct epoll_event wanted = {.events = EPOLLIN | EPOLLET};

	state->ring = ring_buffer__new(state->agent.ring, take_record, state, NULL);
	if (!state->ring)
		return agent_refused(errno, "the ring", err);
	state->bell = epoll_create1(EPOLL_CLOEXEC);
	if (state->bell < 0 || epoll_ctl(state->bell, EPOLL_CTL_ADD, state->agent.ring, &wanted) < 0)
		return error_set(err, errno, "bpf: waiting for the ring: %s", error_reason(errno));
	return 0;
}

/* Taken note of: it is silent until it rings again. */
static void hush(struct bpf_state *state)
{
	struct epoll_event ignored;

	epoll_wait(state->bell, &ignored, 1, 0);
}

static void set_layout(struct bpf_state *state)
{
	state->objects.layout = layout_of(state->target->version, state->target->facets);
	content_values_init(&state->objects.values);
	state->agent.control->layout = *state->objects.layout;
}

static void close_state(void *opaque)
{
	struct bpf_state *state = opaque;

	attachment_close(&state->attachment);
	reservation_release(&state->reservation);
	ring_buffer__free(state->ring);
	if (state->bell >= 0)
		close(state->bell);
	agent_unload(&state->agent);
	content_values_fini(&state->objects.values);
	free(state->sites);
	free(state);
}

static int open_state(void **result, const struct target *target, const struct contract *contract,
		      const struct capture_options *options, struct error *err)
{
	struct bpf_state *state = memory_zeroed(1, sizeof *state);
	int rc;

	*state = (struct bpf_state){
		.target = target, .contract = contract, .ring_bytes = options->ring_bytes, .bell = -1};
	rc = compile_sites(state, err);
	if (rc == 0)
		rc = load_and_attach(state, options->single_links, err);
	if (rc == 0)
		rc = open_ring(state, err);
	if (rc < 0) {
		close_state(state);
		return rc;
	}
	set_layout(state);
	*result = state;
	return 0;
}

/* ---- attaching for a run ----
 *
 * Done before the launch: a link lives as long as anybody holds its descriptor, and a child holds copies of
 * ours until its exec. The kernel would still find the old links at the sites.
 */

static int attach_for_run(struct bpf_state *state, marker_set enabled, struct error *err)
{
	int rc = attach_alone(state, enabled, err);

	if (rc != -EINVAL)
		return rc;
	return error_set(
		err, EBUSY,
		"bpf: another program has probes at the sites of %s which do not count its semaphores, and "
		"the kernel allows one kind at a time: wait until it has ended",
		state->target->object->path);
}

static int prepare(void *opaque, const struct capture_run *run, struct error *err)
{
	struct bpf_state *state = opaque;
	int rc = -EINVAL;

	if (!run->program->whole_process && !state->counted_only)
		rc = attach_beside_others(state, err);
	return rc == -EINVAL ? attach_for_run(state, run->enabled, err) : rc;
}

/* ---- events ---- */

static void hand_over(struct course *course, struct event *event)
{
	struct capture_outcome *outcome = course->outcome;

	event->sequence = course->state->sequence++;
	event->unasked = course->alone || !(course->run->enabled >> event->marker & 1);
	outcome->events++;
	for (unsigned i = 0; i < event->value_count; i++) {
		outcome->unreadable += event->values[i].kind == VALUE_UNREADABLE;
		outcome->cut += event->values[i].cut;
	}
	course->run->event(course->run->context, event);
}

/* < 0 ends the draining: a program that never pauses must not keep us from its deadline. */
static int take_record(void *opaque, void *record, size_t size)
{
	struct bpf_state *state = opaque;
	struct course *course = state->course;
	struct event event;

	course->records++;
	if (!record_read(record, size, state->sites, state->target->object->site_count, &state->objects,
			 &event))
		return 0;
	numbers_take(&course->numbers, event.sequence);
	hand_over(course, &event);
	if (course->records % RECORDS_BETWEEN_LOOKS == 0 && !load(&state->agent.control->abandon) &&
	    !launch_milliseconds_left(course->launch->deadline))
		return -ETIME;
	return 0;
}

static int drain(struct course *course)
{
	int rc = ring_buffer__consume(course->state->ring);

	if (rc < 0 && rc != -ETIME)
		return error_set(course->err, -rc, "bpf: reading the ring: %s", error_reason(rc));
	if (rc > 0)
		course->tick = TICK_MILLISECONDS;
	else if (course->tick < TICK_MILLISECONDS_MAX)
		course->tick *= 2;
	return 0;
}

/* ---- the window ---- */

static void open_gate(struct course *course)
{
	/* A marker whose semaphore is 0 must not fire: if it does, somebody should hear of it. With counters
	 * of the kernel's, semaphores may be up that nobody here asked for. */
	store(&course->state->agent.control->gate,
	      course->state->attachment.counted ? course->run->enabled : EVERY_MARKER);
}

static void close_gate(struct course *course)
{
	store(&course->state->agent.control->gate, 0);
}

/* Sites where the process has something else than the object's own code: the kernel's breakpoint. */
static unsigned count_breakpoints(const struct course *course, const struct space *space, uint64_t bias)
{
	const struct object *object = course->state->target->object;
	unsigned count = 0;

	for (size_t i = 0; i < object->site_count; i++) {
		const struct site *site = &object->sites[i];
		uint8_t code[sizeof site->code];
		if (backend_site_marker(course->state->contract, site, course->run->enabled) >= 0 &&
		    site->code_length && !space_read(space, site->address + bias, code, site->code_length))
			count += memcmp(code, site->code, site->code_length) != 0;
	}
	return count;
}

static void note_other_observers(struct course *course, const struct space *space, uint64_t bias)
{
	const struct bpf_state *state = course->state;

	course->outcome->raised_elsewhere |=
		semaphores_raised(state->target->object, state->contract, space, bias) &
		~course->run->enabled;
}

/* The numbers are of this process alone, so they may be written over what the kernel counts, too. */
static int tell_observers(struct course *course, const struct space *space, uint64_t bias, unsigned count)
{
	const struct bpf_state *state = course->state;

	course->alone = count == 0;
	return semaphores_set(state->target->object, state->contract, course->run->enabled, space, bias,
			      count, course->err);
}

static int arm(struct course *course, uint64_t bias)
{
	struct bpf_state *state = course->state;
	struct space space;
	int rc = space_open(&space, course->launch->pid, course->err);

	if (rc < 0)
		return rc;
	course->outcome->sites_attached = count_breakpoints(course, &space, bias);
	note_other_observers(course, &space, bias);
	if (course->run->observer_count)
		rc = tell_observers(course, &space, bias, course->run->observers[0]);
	else if (!state->attachment.counted)
		rc = semaphores_raise(state->target->object, state->contract, course->run->enabled, &space,
				      bias, course->err);
	space_close(&space);
	return rc;
}

static void disarm(struct course *course)
{
	struct bpf_state *state = course->state;
	const struct object *object = state->target->object;
	struct space space;
	uint64_t bias;

	if ((state->attachment.counted && !course->run->observer_count) ||
	    mapping_find(course->launch->pid, object, &bias, NULL) < 0 ||
	    space_open(&space, course->launch->pid, NULL) < 0)
		return;
	note_other_observers(course, &space, bias);
	if (course->run->observer_count)
		semaphores_set(object, state->contract, course->run->enabled, &space, bias,
			       state->attachment.counted, NULL);
	else
		semaphores_lower(object, state->contract, course->run->enabled, &space, bias);
	space_close(&space);
}

/* It may come by dlopen. Then only the kernel is there in time. */
static int await_object(struct course *course)
{
	struct bpf_state *state = course->state;
	int rc = attach_for_run(state, course->run->enabled, course->err);

	course->outcome->sites_attached = rc == 0 ? state->attachment.sites : 0;
	return rc;
}

/* The driver stands still. */
static int begin_window(struct course *course)
{
	struct error why;
	uint64_t bias;
	int rc = mapping_find(course->launch->pid, course->state->target->object, &bias, &why);

	if (rc == 0)
		rc = arm(course, bias);
	else if (rc == -ENOENT)
		rc = await_object(course);
	else
		rc = error_set(course->err, -rc, "%s", why.text);
	/* Killed meanwhile: its end will be noticed. */
	if (rc == -ESRCH)
		return 0;
	if (rc < 0)
		return rc;
	open_gate(course);
	course->outcome->window_opened = true;
	return launch_window_continue(course->launch, course->err);
}

/* All that the driver's thread did is in the ring; of other threads nothing counts any more. */
static int end_window(struct course *course)
{
	int rc;

	close_gate(course);
	disarm(course);
	rc = drain(course);
	course->outcome->window_closed = true;
	return rc < 0 ? rc : launch_window_continue(course->launch, course->err);
}

/* The driver stands still, and all that its thread did is in the ring: another number of observers. */
static int take_turn(struct course *course)
{
	const struct capture_run *run = course->run;
	size_t turn = ++course->outcome->turns;
	struct space space;
	uint64_t bias;
	int rc = drain(course);

	if (rc == 0 && turn < run->observer_count) {
		rc = mapping_find(course->launch->pid, course->state->target->object, &bias, course->err);
		if (rc == 0)
			rc = space_open(&space, course->launch->pid, course->err);
		if (rc == 0) {
			rc = tell_observers(course, &space, bias, run->observers[turn]);
			space_close(&space);
		}
	}
	if (rc == -ESRCH)
		return 0;
	return rc < 0 ? rc : launch_window_continue(course->launch, course->err);
}

static int hear_driver(struct course *course)
{
	enum launch_state before = course->launch->state;
	int told = launch_window_told(course->launch);

	if (told < 0)
		course->deaf = true;
	if (told == 'B' && before == LAUNCH_RUNNING)
		return begin_window(course);
	if (told == 'T' && before == LAUNCH_WINDOW)
		return take_turn(course);
	if (told == 'E' && before == LAUNCH_WINDOW)
		return end_window(course);
	return 0;
}

/* ---- a run ---- */

/* Returns when there is something to hear or to drain; sees the end and the deadline. */
static void await(struct course *course)
{
	bool open = load(&course->state->agent.control->gate) != 0;
	struct pollfd watched[] = {
		{.fd = course->launch->pidfd, .events = POLLIN},
		{.fd = course->deaf ? -1 : course->launch->window_from, .events = POLLIN},
		{.fd = open ? course->state->bell : -1, .events = POLLIN},
	};
	int left = launch_milliseconds_left(course->launch->deadline);

	poll(watched, 3, open && left > course->tick ? course->tick : left);
	if (watched[2].revents)
		hush(course->state);
	course->ended = watched[0].revents != 0;
	if (!course->ended && !launch_milliseconds_left(course->launch->deadline))
		course->outcome->deadline_passed = true;
}

static int follow(struct course *course)
{
	int rc = launch_release(course->launch, course->err);

	while (rc == 0 && !course->ended && !course->outcome->deadline_passed) {
		await(course);
		rc = drain(course);
		if (rc == 0 && !course->deaf)
			rc = hear_driver(course);
	}
	return rc;
}

/* What is under way when the gate closes is on its way into the ring. */
static int settle(struct course *course)
{
	uint64_t until = launch_now() + SETTLE_MILLISECONDS * (uint64_t)1000000;
	int rc = drain(course);

	while (rc == 0 && course->records < load(&course->state->agent.control->hits) &&
	       launch_milliseconds_left(until)) {
		poll(NULL, 0, 1);
		rc = drain(course);
	}
	return rc;
}

/* Every process is gone, so what is in the ring now is all that there is. */
static void account(struct course *course)
{
	const struct probe_control *control = course->state->agent.control;
	struct capture_outcome *outcome = course->outcome;

	outcome->hits = load(&control->hits);
	outcome->lost = outcome->hits > outcome->events ? outcome->hits - outcome->events : 0;
	if (!outcome->lost && !numbers_are_complete(&course->numbers, outcome->hits))
		outcome->lost = 1 + course->numbers.impostors;
	outcome->lost += load(&control->unfollowed);
}

static int finish(struct course *course)
{
	struct error *err = course->err;
	int rc, status;

	close_gate(course);
	rc = settle(course);
	/* A thread that still waits for room could not be ended. */
	store(&course->state->agent.control->abandon, 1);
	if (rc == 0)
		rc = launch_stop(course->launch, &status, err);
	else
		launch_stop(course->launch, &status, NULL);
	if (rc == 0)
		rc = drain(course);
	account(course);
	agent_forget(&course->state->agent);
	return rc;
}

static int run(void *opaque, const struct capture_run *run, struct launch *launch,
	       struct capture_outcome *outcome, struct error *err)
{
	struct bpf_state *state = opaque;
	struct course course = {.state = state,
				.run = run,
				.launch = launch,
				.outcome = outcome,
				.err = err,
				.deaf = run->program->whole_process,
				.tick = TICK_MILLISECONDS};
	int priority = getpriority(PRIO_PROCESS, 0), rc, ending;
	struct error later;

	setpriority(PRIO_PROCESS, 0, priority - NICER);
	state->course = &course;
	outcome->sites_attached = run->program->whole_process ? state->attachment.sites : 0;
	rc = agent_follow(&state->agent, launch->pid, err);
	if (rc == 0 && run->program->whole_process)
		open_gate(&course);
	if (rc == 0)
		rc = follow(&course);
	course.err = rc < 0 ? &later : err; /* the first error is the one to be told */
	ending = finish(&course);
	setpriority(PRIO_PROCESS, 0, priority);
	numbers_fini(&course.numbers);
	state->course = NULL;
	/* The others wait. */
	if (state->attachment.counted)
		detach(state);
	return rc < 0 ? rc : ending;
}

const struct backend backend_bpf = {
	.kind = CAPTURE_BPF, .open = open_state, .prepare = prepare, .run = run, .close = close_state};
