/* SPDX-License-Identifier: BSD-2-Clause */
/* What the files of this room share. */
#ifndef PROBETAP_SUITE_SUITE_H
#define PROBETAP_SUITE_SUITE_H

#include <probetap/match.h>
#include <probetap/suite.h>

struct workers;

struct suite {
	struct suite_options options;
	struct workers *workers; /* of the session that was opened last; they know of the earlier ones */
	struct contract *contract;
	struct case_file **cases; /* sorted by name */
	size_t case_count;
};

/* One case in one mode. */
struct task {
	const struct case_file *case_file;
	const char *mode; /* "alone" or "together" */
};

struct session {
	struct suite *suite;
	struct target *target;
	struct task *tasks; /* all that is to be run */
	size_t task_count;
	struct workers *workers; /* NULL: nothing is run */
	struct capture *capture; /* in a worker: what it runs cases with; else NULL */
	char *uncapturable;      /* why the object's notes cannot be captured: every case fails with it */
	marker_set present;      /* markers that have a site */
	struct result *result;
	void (*done)(void *context, struct point *point);
	void *context;
};

/* A new point of the session, not ok until somebody says so. */
struct point *session_point(struct session *session, const char *group, char *name);
/* The point is complete: hands it to whoever watches. */
void session_point_done(struct session *session, struct point *point);

void static_points_run(struct session *session);
size_t static_points_plan(const struct session *session);

/* One case in one mode; and what can be said of its point before it is run. */
void case_point_run(struct session *session, const struct case_file *case_file, const char *mode);
void case_point_describe(const struct session *session, const struct case_file *case_file, const char *mode,
			 struct point *point);

/* For reports: resolved texts in place of indices. */
void result_events_of_recording(const struct contract *contract, const struct recording *recording,
				struct result_events *events);
void result_events_of_expectation(const struct contract *contract, const struct expectation *expectation,
				  struct result_events *events);

#endif
