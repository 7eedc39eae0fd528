/* SPDX-License-Identifier: BSD-2-Clause */
/* lane: what one thread did, on either side: a stream of expected steps, a lane of events that came. */
#ifndef PROBETAP_MATCH_LANE_H
#define PROBETAP_MATCH_LANE_H

#include <probetap/case.h>
#include <probetap/event.h>

/* What the expectation says of one thread. */
struct stream {
	const char *process; /* NULL: the first process */
	const char *thread;  /* NULL: the main thread of its process */
	const struct step **steps;
	size_t count;
};

/* What one thread did. */
struct lane {
	pid_t process, thread;
	const struct event **events;
	size_t count;
};

struct streams {
	struct stream *list;
	size_t count;
};

struct lanes {
	struct lane *list;
	size_t count;
};

/* Streams without a step do not appear. */
void streams_init(struct streams *streams, const struct expectation *expectation);
void streams_fini(struct streams *streams);
void lanes_init(struct lanes *lanes, const struct recording *recording);
void lanes_fini(struct lanes *lanes);
size_t streams_events(const struct streams *streams);

/* What the ?names of an expectation stand for so far. Names and values are borrowed. */
struct bindings {
	struct binding {
		const char *name;
		const struct value *value;
	} * list;
	size_t count;
};

void bindings_fini(struct bindings *bindings);

/* May the value stand where the pattern does? What was free is bound, whatever comes out. */
bool pattern_admits(const struct pattern *pattern, const struct value *value, struct bindings *bindings);

enum { DIFFERS_WHOLLY = 1 << EVENT_VALUES_MAX };

/* Bit N: value N differs; DIFFERS_WHOLLY: another marker, or another number of values; 0: equal. Names that
 * were free are bound, whatever comes out: who does not go on with it sets bindings->count back. */
unsigned step_difference(const struct step *step, const struct event *event, struct bindings *bindings);
/* How many step–event pairs are equal from the beginning on; the bindings are those of the equal ones. */
size_t stream_prefix(const struct stream *stream, const struct lane *lane, struct bindings *bindings);
bool stream_equals(const struct stream *stream, const struct lane *lane, struct bindings *bindings);

#endif
