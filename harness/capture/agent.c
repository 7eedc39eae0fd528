/* SPDX-License-Identifier: BSD-2-Clause */
#include "agent.h"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { RING_BYTES = 16 << 20 };
/* How long a thread of the program waits for the harness to make room before it gives an event up. */
static const uint64_t patience = 20 * (uint64_t)1000000000;

/* BPF_TRACE_UPROBE_MULTI: younger than the headers of the oldest libbpf that will do. */
enum { ATTACH_UPROBE_MULTI = 48 };

extern const unsigned char probe_object[], probe_object_end[];

/* ---- what libbpf says ---- */

static __thread char last_words[512];

static int listen(enum libbpf_print_level level, const char *format, va_list arguments)
{
	char line[sizeof last_words];

	if (getenv("PROBETAP_LIBBPF"))
		return vfprintf(stderr, format, arguments);
	if (level != LIBBPF_WARN)
		return 0;
	vsnprintf(line, sizeof line, format, arguments);
	line[strcspn(line, "\n")] = '\0';
	/* The first complaint names the cause; those that follow say that it did not go on. */
	if (!*last_words)
		snprintf(last_words, sizeof last_words, "%s", line);
	return 0;
}

/* What depends on the user, the container or the kernel, and not on the target. */
static bool is_refusal(int code)
{
	static const int codes[] = {EPERM, EACCES, ENOSYS, EOPNOTSUPP, ENOTSUP, EINVAL, ESRCH, E2BIG, ENODEV};

	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (code == codes[i])
			return true;
	return false;
}

int agent_refused(int code, const char *what, struct error *err)
{
	const char *words = *last_words ? last_words : error_reason(code);

	code = abs(code);
	if (code == EPERM || code == EACCES)
		return error_set(
			err, EPERM,
			"bpf: %s: not allowed for this user: run as root or with CAP_BPF and CAP_PERFMON, or use "
			"--capture=ptrace",
			what);
	if (is_refusal(code))
		return error_set(
			err, EPERM,
			"bpf: %s: this kernel cannot (6.0 or later with CONFIG_UPROBE_EVENTS and CONFIG_DEBUG_INFO_BTF "
			"is needed): %s; use --capture=ptrace",
			what, words);
	return error_set(err, code, "bpf: %s: %s", what, words);
}

/* ---- loading ---- */

static size_t ring_size(size_t wished)
{
	size_t size = PROBE_RING_LEAST;

	if (!wished)
		wished = RING_BYTES;
	while (size < wished && size < (size_t)1 << 30)
		size *= 2;
	return size;
}

static void prepare(struct agent *agent, size_t count, size_t ring_bytes, unsigned flags)
{
	const char *name = flags & AGENT_EMPTY ? "probe_empty" : "probe_hit";
	const char *other = flags & AGENT_EMPTY ? "probe_hit" : "probe_empty";
	struct bpf_object *object = agent->object;

	agent->multi = flags & AGENT_MULTI;
	agent->hit = bpf_object__find_program_by_name(object, name);
	bpf_program__set_autoload(bpf_object__find_program_by_name(object, other), false);
	if (agent->multi)
		bpf_program__set_expected_attach_type(agent->hit, (enum bpf_attach_type)ATTACH_UPROBE_MULTI);
	bpf_map__set_max_entries(bpf_object__find_map_by_name(object, "sites"), count ? (uint32_t)count : 1);
	bpf_map__set_max_entries(bpf_object__find_map_by_name(object, "ring"), (uint32_t)ring_bytes);
}

static int map_control(struct agent *agent, struct error *err)
{
	int map = bpf_object__find_map_fd_by_name(agent->object, "control");
	void *page = mmap(NULL, (size_t)sysconf(_SC_PAGESIZE), PROT_READ | PROT_WRITE, MAP_SHARED, map, 0);

	if (page == MAP_FAILED)
		return error_set(err, errno, "bpf: mapping the control page: %s", error_reason(errno));
	agent->control = page;
	return 0;
}

static int write_sites(struct agent *agent, const struct probe_site *sites, size_t count, struct error *err)
{
	int map = bpf_object__find_map_fd_by_name(agent->object, "sites");

	for (uint32_t i = 0; i < count; i++)
		if (bpf_map_update_elem(map, &i, &sites[i], BPF_ANY) < 0)
			return error_set(err, errno, "bpf: telling the sites: %s", error_reason(errno));
	return 0;
}

/* The program finds out in our own context which pid namespace is ours. */
static int introduce(struct agent *agent, struct error *err)
{
	struct bpf_program *program = bpf_object__find_program_by_name(agent->object, "probe_introduce");
	LIBBPF_OPTS(bpf_test_run_opts, options);
	int rc = bpf_prog_test_run_opts(bpf_program__fd(program), &options);

	if (rc < 0)
		return agent_refused(rc, "asking for the pid namespace", err);
	if (!agent->control->namespace)
		return error_set(err, EPERM,
				 "bpf: the kernel did not tell the pid namespace; use --capture=ptrace");
	return 0;
}

static int follow_forks(struct agent *agent, struct error *err)
{
	agent->fork = bpf_program__attach(bpf_object__find_program_by_name(agent->object, "probe_fork"));
	if (!agent->fork)
		return agent_refused(errno, "following forks", err);
	agent->exit = bpf_program__attach(bpf_object__find_program_by_name(agent->object, "probe_exit"));
	if (!agent->exit)
		return agent_refused(errno, "following exits", err);
	return 0;
}

int agent_load(struct agent *agent, const struct probe_site *sites, size_t count, size_t ring_bytes,
	       unsigned flags, struct error *err)
{
	int rc;

	*agent = (struct agent){0};
	*last_words = '\0';
	libbpf_set_print(listen);
	ring_bytes = ring_size(ring_bytes);
	agent->object = bpf_object__open_mem(probe_object, (size_t)(probe_object_end - probe_object), NULL);
	if (!agent->object)
		return agent_refused(errno, "opening the program", err);
	prepare(agent, count, ring_bytes, flags);
	if ((rc = bpf_object__load(agent->object)) < 0)
		rc = agent_refused(rc, "loading the program", err);
	if (rc == 0)
		rc = map_control(agent, err);
	if (rc == 0)
		rc = write_sites(agent, sites, count, err);
	if (rc == 0)
		rc = introduce(agent, err);
	if (rc == 0)
		rc = follow_forks(agent, err);
	if (rc < 0) {
		agent_unload(agent);
		return rc;
	}
	agent->followed = bpf_object__find_map_fd_by_name(agent->object, "followed");
	agent->ring = bpf_object__find_map_fd_by_name(agent->object, "ring");
	agent->control->room = ring_bytes;
	agent->control->half = ring_bytes / 2;
	agent->control->patience = patience;
	return 0;
}

void agent_unload(struct agent *agent)
{
	bpf_link__destroy(agent->fork);
	bpf_link__destroy(agent->exit);
	if (agent->control)
		munmap(agent->control, (size_t)sysconf(_SC_PAGESIZE));
	bpf_object__close(agent->object);
	*agent = (struct agent){0};
}

/* ---- who is followed ---- */

int agent_follow(struct agent *agent, pid_t process, struct error *err)
{
	uint32_t number = (uint32_t)process;

	if (bpf_map_update_elem(agent->followed, &number, &number, BPF_ANY) < 0)
		return error_set(err, errno, "bpf: following process %d: %s", (int)process,
				 error_reason(errno));
	agent->control->first = number;
	return 0;
}

void agent_forget(struct agent *agent)
{
	struct probe_control *control = agent->control;
	uint32_t number;

	control->gate = 0;
	control->first = 0;
	while (bpf_map_get_next_key(agent->followed, NULL, &number) == 0)
		bpf_map_delete_elem(agent->followed, &number);
	control->hits = control->dropped = control->waits = control->unfollowed = 0;
	control->abandon = 0;
}
