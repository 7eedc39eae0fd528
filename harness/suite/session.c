/* SPDX-License-Identifier: BSD-2-Clause */
/* A session: one target's way through the suite, from the plan to the result. */
#include "workers.h"

#include <probetap/launch.h>
#include <probetap/memory.h>
#include <probetap/path.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>

static const char *const modes[] = {"alone", "together"};

/* Without a single site no run can show anything that the notes did not. */
static bool runs_cases(const struct session *session)
{
	const struct suite_options *options = &session->suite->options;

	return session->present && !options->static_only && !options->coverage;
}

static void add_task(struct session *session, const struct case_file *case_file, const char *mode)
{
	session->tasks = memory_grow(session->tasks, session->task_count, sizeof *session->tasks);
	session->tasks[session->task_count++] = (struct task){case_file, mode};
}

static bool runs_case(const struct session *session, const struct case_file *case_file)
{
	const char *why;

	return case_applies(case_file, session->target->version, session->target->facets, &why);
}

static bool runs_mode(const struct session *session, const char *mode)
{
	return !session->suite->options.mode || strcmp(session->suite->options.mode, mode) == 0;
}

static void list_tasks(struct session *session)
{
	const struct suite *suite = session->suite;

	for (size_t i = 0; runs_cases(session) && i < suite->case_count; i++)
		for (size_t mode = 0; mode < 2; mode++)
			if (runs_case(session, suite->cases[i]) && runs_mode(session, modes[mode]))
				add_task(session, suite->cases[i], modes[mode]);
}

static void describe_machine(struct result *result)
{
	struct utsname names;
	time_t now = time(NULL);
	char text[64] = "";
	struct tm utc;

	if (uname(&names) == 0) {
		result->host = memory_text(names.nodename);
		result->kernel = memory_format("%s %s", names.sysname, names.release);
		result->machine = memory_text(names.machine);
	}
	if (gmtime_r(&now, &utc))
		strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
	result->started = memory_text(text);
	result->tool_version = memory_text(PROBETAP_VERSION);
}

static void describe_target(struct result *result, const struct target *target)
{
	char facets[128];

	facets_format(target->facets, facets, sizeof facets);
	result->target = memory_text(target->name);
	result->root = target->root ? memory_text(target->root) : NULL;
	result->object = memory_text(target->object_path);
	result->build_id = target->object->build_id ? memory_text(target->object->build_id) : NULL;
	result->version = memory_text(target->version_text);
	result->implementation = memory_text(target->implementation);
	result->facets = memory_text(facets);
	result->newer_than_tables = target->newer_than_tables;
}

/* Notes that no backend can work with are the object's failure, not the environment's: the static points say
 * what is wrong with them. */
static bool is_fault_of_notes(const struct session *session, int rc)
{
	const struct target *target = session->target;
	struct claims claims;
	bool wrong = false;

	if (rc != -EINVAL && rc != -ENOTSUP)
		return false;
	contract_inspect(session->suite->contract, target->object, target->version, target->facets, &claims);
	for (size_t i = 0; i < claims.count; i++)
		wrong |= claims.list[i].failure && !claims.list[i].deviation;
	claims_fini(&claims);
	return wrong;
}

int session_open(struct session **out, struct suite *suite, struct target *target, struct error *err)
{
	struct session *session = memory_zeroed(1, sizeof *session);
	struct result *result = result_new();
	char remark[256], *title;
	int rc = 0;

	*session = (struct session){.suite = suite, .target = target, .result = result};
	session->present = contract_present(suite->contract, target->object);
	describe_machine(result);
	describe_target(result, target);
	if (target_remark(target, suite->contract, remark, sizeof remark))
		result_add_remark(result, "%s", remark);
	if (!session->present) {
		title = path_title(target->root, target->object_path);
		result_add_remark(
			result,
			"%s carries no `%s` markers: it was not built --with-dtrace, or its notes were stripped",
			title, suite->contract->provider);
		free(title);
	}
	if (suite->options.coverage)
		result->coverage = suite_coverage(suite, target->version, target->facets);
	list_tasks(session);
	if (session->task_count)
		rc = workers_open(&session->workers, session, err);
	if (rc < 0 && err && is_fault_of_notes(session, rc)) {
		session->uncapturable = memory_text(err->text);
		rc = 0;
	}
	if (rc < 0) {
		session_close(session);
		return rc;
	}
	*out = session;
	return 0;
}

size_t session_plan(const struct session *session)
{
	return static_points_plan(session) + session->task_count;
}

struct point *session_point(struct session *session, const char *group, char *name)
{
	struct point *point = result_add_point(session->result);

	point->number = (unsigned)session->result->point_count;
	point->group = memory_text(group);
	point->name = name;
	return point;
}

void session_point_done(struct session *session, struct point *point)
{
	if (session->done)
		session->done(session->context, point);
}

/* Entries of --known files and of our own list that say something of this build and were never needed. */
static void remark_unmatched(struct session *session)
{
	const struct contract *contract = session->suite->contract;
	const struct target *target = session->target;

	for (size_t i = 0; i < contract->deviation_count; i++) {
		const struct deviation *deviation = &contract->deviations[i];

		if (!deviation->matched && !session->suite->options.select_count && runs_cases(session) &&
		    version_in_range(target->version, &deviation->range) &&
		    (target->facets & deviation->facets) == deviation->facets &&
		    !(target->facets & deviation->not_facets))
			result_add_remark(session->result,
					  "%s: the deviation %s matched nothing in this build",
					  deviation->source, deviation->issue);
	}
}

void session_run(struct session *session, void (*done)(void *context, struct point *point), void *context)
{
	const struct suite *suite = session->suite;
	uint64_t start = launch_now();

	session->done = done;
	session->context = context;
	for (size_t i = 0; i < suite->contract->deviation_count; i++)
		suite->contract->deviations[i].matched = false;
	static_points_run(session);
	if (session->workers)
		workers_run(session->workers);
	else
		for (size_t i = 0; i < session->task_count; i++)
			case_point_run(session, session->tasks[i].case_file, session->tasks[i].mode);
	workers_close(session->workers);
	session->workers = NULL;
	remark_unmatched(session);
	session->result->nanoseconds = launch_now() - start;
}

struct result *session_result(struct session *session)
{
	return session->result;
}

void session_close(struct session *session)
{
	if (!session)
		return;
	workers_close(session->workers);
	free(session->tasks);
	free(session->uncapturable);
	result_free(session->result);
	free(session);
}
