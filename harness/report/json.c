/* SPDX-License-Identifier: BSD-2-Clause */
#include <probetap/report.h>
#include <probetap/path.h>

#include "document.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* A result of a whole matrix with every event is some ten million bytes. */
#define LONGEST_DOCUMENT ((size_t)1 << 30)

int json_write(const char *path, const struct result *const *results, size_t count, struct error *err)
{
	json_t *document = document_build(results, count);
	char *text = json_dumps(document, JSON_INDENT(1));
	struct buffer bytes = {0};
	int rc;

	buffer_add_text(&bytes, text);
	buffer_add(&bytes, "\n", 1);
	rc = path_write_atomically(path, bytes.data, bytes.length, err);
	buffer_fini(&bytes);
	free(text);
	json_decref(document);
	return rc;
}

int json_read(const char *path, struct result ***results, size_t *count, struct error *err)
{
	struct buffer bytes = {0};
	json_t *document = NULL;
	json_error_t where;
	int rc = path_read(path, LONGEST_DOCUMENT, &bytes, err);

	if (rc < 0)
		goto out;
	document = json_loadb(buffer_text(&bytes), bytes.length, JSON_REJECT_DUPLICATES, &where);
	if (!document) {
		rc = error_set(err, EBADMSG, "%s:%d:%d: not JSON: %s", path, where.line, where.column,
			       where.text);
		goto out;
	}
	rc = document_read(document, results, count, err);
	if (rc < 0)
		error_prefix(err, rc, "%s", path);
out:
	json_decref(document);
	buffer_fini(&bytes);
	return rc;
}

char *json_point_write(const struct point *point)
{
	json_t *object = document_point(point);
	char *text = json_dumps(object, JSON_COMPACT);

	json_decref(object);
	return text;
}

int json_point_read(const char *text, size_t length, struct point *point, struct error *err)
{
	json_error_t where;
	json_t *object = json_loadb(text, length, 0, &where);
	int rc = object ? document_read_point(object, point, err)
			: error_set(err, EBADMSG, "not JSON: %s", where.text);

	json_decref(object);
	return rc;
}
