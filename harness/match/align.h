/* SPDX-License-Identifier: BSD-2-Clause */
/* align: expected steps and events that came, side by side, from the first divergence on. */
#ifndef PROBETAP_MATCH_ALIGN_H
#define PROBETAP_MATCH_ALIGN_H

#include "lane.h"

enum row_mark { ROW_EQUAL = '=', ROW_MISSING = '-', ROW_SURPLUS = '+', ROW_DIFFERS = '~' };

struct row {
	enum row_mark mark;
	const struct step *step;   /* NULL: surplus */
	const struct event *event; /* NULL: missing */
	unsigned differs;          /* bits of step_difference */
};

struct rows {
	struct row *list;
	size_t count;
	size_t prefix;             /* pairs that were equal before the first row */
	struct bindings *bindings; /* of those, borrowed */
};

/* `bindings` come empty and hold what the equal pairs bound. Nothing behind a few dozen events is looked at.
 */
void rows_init(struct rows *rows, const struct stream *stream, const struct lane *lane,
	       struct bindings *bindings);
void rows_fini(struct rows *rows);

#endif
