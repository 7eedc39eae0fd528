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
	bool static_only;          /* judge the notes, run nothing */
	unsigned deadline_seconds; /* for one run; 0: the default */
};

struct suite;

/* Loads contract and cases. -EBADMSG, -ENOENT: exit status 2. */
int suite_open(struct suite **result, const struct suite_options *options, struct error *err);
void suite_close(struct suite *suite);
struct contract *suite_contract(struct suite *suite);

/* How many points a target gives. */
size_t suite_plan(const struct suite *suite, const struct target *target);
/* Runs them; `done` is called after each point. The result belongs to the caller. */
int suite_run(struct suite *suite, struct target *target,
	      void (*done)(void *context, const struct point *point), void *context, struct result **result,
	      struct error *err);

#endif
