/* SPDX-License-Identifier: BSD-2-Clause */
/* describe: expected and actual events in words. */
#ifndef PROBETAP_MATCH_DESCRIBE_H
#define PROBETAP_MATCH_DESCRIBE_H

#include "align.h"

#include <probetap/buffer.h>
#include <probetap/match.h>

/* All that a description may draw upon. */
struct story {
	const struct expectation *expectation;
	const struct contract *contract;
	const struct case_file *case_file; /* NULL: no source lines */
	const struct streams *streams;
	const struct lanes *lanes;
	pid_t main_process;
	const struct stream *stream; /* the pair in which it diverges; either may be empty, not NULL */
	const struct lane *lane;
	const struct rows *rows;
};

/* An event, expected or come, with those of its values that are known exactly. */
struct view {
	unsigned marker;
	const struct value *values[EVENT_VALUES_MAX]; /* NULL: a ?name or a wildcard */
};

struct view view_of_step(const struct step *step);
struct view view_of_event(const struct event *event);
/* "function__return of `boom`", "gc__start of generation 2". */
void describe_name(const struct story *story, const struct view *view, struct buffer *into);
/* The same, and " (unwind.py:9)" where that is known. */
void describe(const struct story *story, const struct view *view, struct buffer *into);
/* The file and line of the event; false where it has none. */
bool place_of(const struct story *story, const struct view *view, const char **file, unsigned *line);
/* A value, short enough for a line: $file and $dir for paths, long texts cut with their length. */
void describe_value(const struct story *story, const struct value *value, struct buffer *into);
void describe_pattern(const struct story *story, const struct pattern *pattern, struct buffer *into);

/* sentence.c, difference.c: see struct match. */
char *sentence_of(const struct story *story);
char *difference_of(const struct story *story);

#endif
