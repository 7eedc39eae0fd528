/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * result: what a check found, point by point; what every report is made from.
 */
#ifndef PROBETAP_RESULT_H
#define PROBETAP_RESULT_H

#include <probetap/coverage.h>
#include <probetap/event.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum verdict {
	VERDICT_FAIL, /* zero: a point that nothing was said of has failed */
	VERDICT_PASS,
	VERDICT_KNOWN, /* departs exactly as a known deviation says */
	VERDICT_FIXED, /* a known deviation has gone away */
	VERDICT_SKIP,  /* not judged, for a reason from the closed list */
	VERDICT_ERROR, /* the environment could not do it (lost events, no permission): exit status 3 */
};

/* An event as text, for reports: resolved names, no indices. */
struct result_event {
	char *marker;
	char **values; /* as value_format writes them */
	size_t value_count;
	int process, thread; /* numbered 0, 1 … in order of appearance, so that two runs compare */
	uint64_t time;       /* nanoseconds since the window opened; 0 for an expected event */
};

struct result_events {
	struct result_event *list;
	size_t count;
};

struct point {
	unsigned number; /* 1 … */
	char *name;   /* "marker function__entry arguments", "case function/unwind alone": stable between runs
		       */
	char *group;  /* "marker", or the case's folder: "function", "gc" … */
	char *marker; /* static points: the marker; else NULL */
	char *case_name; /* case points; else NULL */
	char *markers;   /* case points: the markers that the case declares, with spaces between; else NULL */
	char *mode;      /* "alone", "together"; else NULL */
	char *about;     /* what is claimed, in words */
	enum verdict verdict;
	char *issue;        /* KNOWN, FIXED: the deviation's issue */
	char *sentence;     /* what is wrong, in one sentence; SKIP: the reason */
	char *difference;   /* several lines, or NULL */
	char *reproduce;    /* a command that runs this point alone, or NULL */
	unsigned unchecked; /* values that went unchecked */
	uint64_t nanoseconds;
	struct result_events expected, got;
};

struct result {
	/* the harness and the machine */
	char *tool_version, *host, *kernel, *machine, *started; /* started: ISO 8601, UTC */
	char *capture, *capture_reason;
	/* the target */
	char *target, *root, *object, *build_id, *version, *implementation;
	char *facets; /* words with spaces between: "debug shared" */
	bool newer_than_tables;
	uint64_t nanoseconds;
	struct point *points;
	size_t point_count;
	/* words for the summary: deviations that matched nothing, a newest contract that was used … */
	struct coverage *coverage; /* where that was asked for: what the cases assert; else NULL */
	char **remarks;
	size_t remark_count;
};

struct result_counts {
	unsigned passed, failed, known, fixed, skipped, errors, unchecked;
};

struct result *result_new(void);
void result_free(struct result *result);
struct point *result_add_point(struct result *result);
void point_fini(struct point *point);
void result_add_remark(struct result *result, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct result_counts result_count(const struct result *result);
const char *verdict_name(enum verdict verdict); /* "fail", "pass", "known", "fixed", "skip", "error" */
int verdict_parse(const char *name, enum verdict *verdict);
/* 0 conforms, 1 does not, 3 the environment could not do it. `strict`: known, fixed and skipped points fail.
 */
int result_status(const struct result *result, bool strict);

#endif
