/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any JSON as a document of results: an error that says where in it, or results that every report can be made
 * of and that come back as they were.
 *
 * The input is the document, or, where its first byte is 1, edits of a good one: three bytes each, the node
 * (two bytes) and what it becomes.
 */
#include "../../harness/report/document.h"
#include "../unit/sample_result.h"
#include "fuzz.h"

#include <probetap/compare.h>
#include <probetap/memory.h>
#include <probetap/report.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { EDITS_MAX = 8 };

/* ---- a document ---- */

static json_t *good_document(void)
{
	static json_t *document;

	if (!document) {
		struct result *results[] = {sample_result(), sample_result_good()};

		document = document_build((const struct result *const *)results, 2);
		result_free(results[0]);
		result_free(results[1]);
	}
	return json_deep_copy(document);
}

static json_t *other_value(uint8_t which, json_t *old)
{
	switch (which % 16) {
	case 0: return json_null();
	case 1: return json_true();
	case 2: return json_integer(-1);
	case 3: return json_integer(0);
	case 4: return json_integer(INT64_MAX);
	case 5: return json_integer(INT64_MIN);
	case 6: return json_real(1e300);
	case 7: return json_string("");
	case 8: return json_string("pass");
	case 9: return json_string("\x1b[2J</script>]]>\n# SKIP \xc3\xa9");
	case 10: return json_array();
	case 11: return json_object();
	case 12: return json_pack("[O, O]", old, old);
	case 13: return json_pack("[[[[i]]]]", 1);
	case 14: return json_pack("{s:O}", "name", old);
	default: return json_stringn("a\0b", 3);
	}
}

/* Counts the values below one in order; at number 0 the value becomes another, or, by the highest bit, goes
 * away. */
static bool edit(json_t *value, unsigned *number, uint8_t which)
{
	json_t *member;
	const char *key;
	size_t index;
	void *next;

	json_object_foreach_safe(value, next, key, member)
	{
		if ((*number)-- == 0)
			return which & 0x80
				       ? json_object_del(value, key) == 0
				       : json_object_set_new(value, key, other_value(which, member)) == 0;
		if (edit(member, number, which))
			return true;
	}
	json_array_foreach(value, index, member)
	{
		if ((*number)-- == 0)
			return which & 0x80
				       ? json_array_remove(value, index) == 0
				       : json_array_set_new(value, index, other_value(which, member)) == 0;
		if (edit(member, number, which))
			return true;
	}
	return false;
}

static char *edited_document(const uint8_t *bytes, size_t size)
{
	json_t *document = good_document();
	char *text;

	for (size_t i = 0; i + 2 < size && i < 3 * EDITS_MAX; i += 3) {
		unsigned number = bytes[i] * 256u + bytes[i + 1];

		edit(document, &number, bytes[i + 2]);
	}
	text = json_dumps(document, JSON_COMPACT);
	json_decref(document);
	demand(text != NULL);
	return text;
}

/* ---- what is made of it ---- */

static char *written(struct result *const *results, size_t count)
{
	json_t *document = document_build((const struct result *const *)results, count);
	char *text = json_dumps(document, JSON_COMPACT);

	json_decref(document);
	demand(text != NULL);
	return text;
}

static void free_results(struct result **results, size_t count)
{
	for (size_t i = 0; i < count; i++)
		result_free(results[i]);
	free(results);
}

static void check_same_again(struct result *const *results, size_t count)
{
	char *text = written(results, count), *again, *path = scratch_write("again.json", text, strlen(text));
	struct result **read = NULL;
	struct error err = {""};
	size_t read_count = 0;

	demand(json_read(path, &read, &read_count, &err) == 0 && read_count == count);
	again = written(read, read_count);
	demand(strcmp(text, again) == 0);
	free_results(read, read_count);
	free(again);
	free(path);
	free(text);
}

static void check_reports(struct result *const *results, size_t count, FILE *nowhere)
{
	char *path = memory_format("%s/report", scratch());
	const struct result *const *list = (const struct result *const *)results;
	struct error err;

	for (size_t i = 0; i < count; i++) {
		result_status(list[i], i & 1);
		for (size_t k = 0; k < list[i]->point_count; k++)
			tap_point(nowhere, &list[i]->points[k], (unsigned)k + 1);
	}
	demand(junit_write(path, list, count, &err) == 0 && html_write(path, list, count, &err) == 0);
	free(path);
}

/* A result loses nothing against itself, whatever is in it. */
static void check_comparison(struct result *const *results, size_t count, FILE *nowhere)
{
	for (size_t i = 0; i < count; i++) {
		struct comparison comparison;

		comparison_init(&comparison, results[i], results[(i + 1) % count]);
		comparison_print(nowhere, &comparison, false);
		comparison_fini(&comparison);
		comparison_init(&comparison, results[i], results[i]);
		demand(!comparison_lost(&comparison) && comparison.only_a == 0 && comparison.only_b == 0);
		comparison_fini(&comparison);
	}
}

const unsigned replay_inputs = 2000;

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static FILE *nowhere;
	char *edited = size && bytes[0] == 1 ? edited_document(bytes + 1, size - 1) : NULL;
	char *path = scratch_write("in.json", edited ? edited : (const char *)bytes,
				   edited ? strlen(edited) : size);
	struct result **results = NULL;
	struct error err = {""};
	size_t count = 0;
	int rc = json_read(path, &results, &count, &err);

	if (!nowhere)
		demand((nowhere = fopen("/dev/null", "we")) != NULL);
	demand(rc == 0 || (rc == -EBADMSG && strncmp(err.text, path, strlen(path)) == 0));
	if (rc == 0) {
		check_same_again(results, count);
		check_reports(results, count, nowhere);
		check_comparison(results, count, nowhere);
		free_results(results, count);
	}
	free(edited);
	free(path);
	return 0;
}
