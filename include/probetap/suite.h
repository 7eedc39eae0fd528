/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * suite: all points of one target: the static claims first, then every case, alone and together.
 *
 * The only room that knows target, cases, capture and match at once. Points are planned (counted) before
 * anything runs.
 */
#ifndef PROBETAP_SUITE_H
#define PROBETAP_SUITE_H

#include <probetap/capture.h>
#include <probetap/case.h>
#include <probetap/contract.h>
#include <probetap/coverage.h>
#include <probetap/error.h>
#include <probetap/result.h>
#include <probetap/target.h>
#include <stdbool.h>

struct suite_options {
	const char *cases;         /* directory of cases; NULL: probetap's own */
	const char *const *select; /* names or prefixes of cases ("function/", "gc/collect"); NULL: all */
	size_t select_count;
	const char *const *known; /* --known files */
	size_t known_count;
	struct capture_options capture;
	unsigned jobs;             /* cases that are run at once, where the capture allows it; 0: one for each
				      processor */
	bool static_only;          /* judge the notes, run nothing */
	bool coverage;             /* only count what the cases assert: judge and run nothing */
	const char *mode;          /* "alone" or "together"; NULL: both */
	unsigned deadline_seconds; /* for one run; 0: the default */
};

struct suite;

/* Loads contract and cases. -EBADMSG, -ENOENT: exit status 2. */
int suite_open(struct suite **result, const struct suite_options *options, struct error *err);
void suite_close(struct suite *suite);
struct contract *suite_contract(struct suite *suite);
/* What the cases assert for a version and build; the caller frees. */
struct coverage *suite_coverage(struct suite *suite, struct version version, unsigned facets);

/* Opens the capture that the target's cases need (none where the notes alone decide) and counts the points
 * that the target gives. Errors as capture_open. From here to the end of session_run no other target may be
 * opened and nothing else launched. */
struct session;
int session_open(struct session **result, struct suite *suite, struct target *target, struct error *err);
size_t session_plan(const struct session *session);
/* Gives all points, in the order of the plan; `done` is called after each and may change its verdict (a
 * baseline does). The result is the session's. */
void session_run(struct session *session, void (*done)(void *context, struct point *point), void *context);
struct result *session_result(struct session *session);
void session_close(struct session *session);

#endif
