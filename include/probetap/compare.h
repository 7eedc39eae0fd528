/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compare: what changed between two results, point by point; and a result against an older one as a baseline.
 *
 * Points belong together by their names. A point that was not judged (skipped, or the environment could not
 * do it) neither loses nor gains.
 */
#ifndef PROBETAP_COMPARE_H
#define PROBETAP_COMPARE_H

#include <probetap/error.h>
#include <probetap/result.h>
#include <stdbool.h>
#include <stdio.h>

enum change_kind {
	CHANGE_LOST,    /* b does not do what a did */
	CHANGE_GAINED,  /* the other way round */
	CHANGE_DIFFERS, /* as good or as bad as before, by other events */
};

struct change {
	enum change_kind kind;
	const struct point *a, *b;
	char *difference; /* of the events, as divergence_text writes it; NULL: none */
};

struct comparison {
	const struct result *a, *b;
	char **markers_lost, **markers_gained; /* markers that have sites in one object only */
	size_t lost_count, gained_count;
	struct change *changes; /* in a's order */
	size_t change_count;
	size_t same;           /* points that agree in all */
	size_t only_a, only_b; /* points that only one of them has */
	size_t not_judged;     /* points that one of them could not or did not judge */
	size_t errors;         /* of these, where b's environment could not do it */
};

void comparison_init(struct comparison *comparison, const struct result *a, const struct result *b);
void comparison_fini(struct comparison *comparison);
/* b lost something that a had. */
bool comparison_lost(const struct comparison *comparison);
/* Nothing can be concluded: no point was judged on both sides, or b's environment failed it. */
bool comparison_undecided(const struct comparison *comparison);
/* For people; `brief`: without the differences of events. */
void comparison_print(FILE *to, const struct comparison *comparison, bool brief);

/*
 * A baseline is a result that stands for "as it is now": only what got worse fails.
 */
struct baseline;

/* Reads a document that check --json wrote. Errors as json_read; -EBADMSG where it has no points. */
int baseline_open(struct baseline **baseline, const char *path, struct error *err);
void baseline_close(struct baseline *baseline);
/* The older result of that target: by its name, or the only one there is; NULL otherwise. */
const struct result *baseline_result(const struct baseline *baseline, const char *target);
/*
 * A failed point that failed in the older result in the same way (static claims: at all; cases: with the same
 * events) becomes known, by the issue "baseline". Everything else stays as it is; a failure that the baseline
 * does not excuse says so in its sentence.
 */
void baseline_judge(const struct result *older, struct point *point);
/* Points that the older result passed and the newer one does not have; *first is the name of the first. */
size_t baseline_missing(const struct result *older, const struct result *result, const char **first);

#endif
