/* SPDX-License-Identifier: BSD-2-Clause */
/* field: the texts of a result and of a point as tables, so that freeing, writing and reading cannot disagree
 * about what there is. */
#ifndef PROBETAP_REPORT_FIELD_H
#define PROBETAP_REPORT_FIELD_H

#include <probetap/result.h>

enum field_kind {
	FIELD_TEXT,
	FIELD_WORDS, /* words with spaces between: a list for machines */
};

struct field {
	const char *section; /* result_fields: the JSON object it belongs to */
	const char *name;    /* NULL ends a table */
	size_t offset;
	enum field_kind kind;
};

extern const struct field result_fields[], point_fields[];

/* Where `object` (a struct result or a struct point) keeps the text. */
char **field_text(void *object, const struct field *field);

#endif
