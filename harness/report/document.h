/* SPDX-License-Identifier: BSD-2-Clause */
/* document: results as one JSON value; docs/result.schema.json describes it. */
#ifndef PROBETAP_REPORT_DOCUMENT_H
#define PROBETAP_REPORT_DOCUMENT_H

#include <probetap/error.h>
#include <probetap/result.h>

#include <jansson.h>

#define DOCUMENT_FORMAT "probetap-result"
/* Raised when a reader of the old documents would misunderstand a new one; additions do not raise it. */
enum { DOCUMENT_SCHEMA = 1 };

/* Never NULL; the caller releases it. */
json_t *document_build(const struct result *const *results, size_t count);
json_t *document_point(const struct point *point);
/* The results of a document. -EBADMSG with the place in it ("results[0].points[3].verdict: …"). */
int document_read(const json_t *document, struct result ***results, size_t *count, struct error *err);
int document_read_point(const json_t *object, struct point *point, struct error *err);

#endif
