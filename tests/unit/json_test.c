/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "report_files.h"
#include "sample_result.h"

#include <probetap/memory.h>
#include <probetap/path.h>
#include <probetap/report.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static char *write_sample(const char *directory)
{
	struct result *bad = sample_result(), *good = sample_result_good();
	const struct result *const both[] = {bad, good};
	char *path = path_join(directory, "sample.json");
	struct error err;

	if (json_write(path, both, 2, &err) < 0)
		fail_msg("%s", err.text);
	result_free(bad);
	result_free(good);
	return path;
}

static void release(struct result **results, size_t count)
{
	while (count > 0)
		result_free(results[--count]);
	free(results);
}

static void assert_same_text(const char *a, const char *b)
{
	assert_true((a == NULL) == (b == NULL));
	if (a)
		assert_string_equal(a, b);
}

static void assert_same_events(const struct result_events *a, const struct result_events *b)
{
	assert_int_equal(a->count, b->count);
	for (size_t i = 0; i < a->count; i++) {
		assert_string_equal(a->list[i].marker, b->list[i].marker);
		assert_int_equal(a->list[i].thread, b->list[i].thread);
		assert_int_equal(a->list[i].process, b->list[i].process);
		assert_int_equal(a->list[i].time, b->list[i].time);
		assert_int_equal(a->list[i].value_count, b->list[i].value_count);
	}
}

static void test_round_trip(void **state)
{
	char *path = write_sample(*state), *again = path_join(*state, "again.json"), *first, *second;
	struct result *wanted = sample_result(), **read;
	struct error err;
	size_t count;

	if (json_read(path, &read, &count, &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(count, 2);
	assert_int_equal(read[0]->point_count, SAMPLE_POINTS);
	assert_string_equal(read[0]->target, wanted->target);
	assert_string_equal(read[0]->facets, wanted->facets);
	assert_int_equal(read[0]->nanoseconds, wanted->nanoseconds);
	assert_null(read[0]->root);
	for (size_t i = 0; i < SAMPLE_ODD; i++) {
		const struct point *a = &wanted->points[i], *b = &read[0]->points[i];

		assert_string_equal(a->name, b->name);
		assert_int_equal(a->verdict, b->verdict);
		assert_same_text(a->sentence, b->sentence);
		assert_same_text(a->issue, b->issue);
		assert_same_text(a->difference, b->difference);
		assert_same_text(a->marker, b->marker);
		assert_same_events(&a->expected, &b->expected);
		assert_same_events(&a->got, &b->got);
	}
	assert_int_equal(json_write(again, (const struct result *const *)read, count, NULL), 0);
	first = report_files_read(path);
	second = report_files_read(again);
	assert_string_equal(first, second);
	free(first);
	free(second);
	release(read, count);
	result_free(wanted);
	free(path);
	free(again);
}

static void test_odd_bytes_survive_in_words(void **state)
{
	char *path = write_sample(*state);
	struct result **read;
	size_t count;

	assert_int_equal(json_read(path, &read, &count, NULL), 0);
	assert_string_equal(read[0]->points[SAMPLE_ODD].name,
			    "case odd/\\x01\\xff</script><b>&#\\ # SKIP \"quoted\" \xc3\xa9");
	assert_string_equal(read[0]->points[SAMPLE_ODD].got.list[0].values[2],
			    "\\xef\\xbf\\xbf\xf0\x9f\x90\x8d");
	assert_string_equal(read[1]->target, "/opt/py\\xff/bin/python3.9");
	release(read, count);
	free(path);
}

/* The documented schema is checked by somebody else's reader of schemas. */
static void test_schema(void **state)
{
	static const char validate[] =
		"/usr/bin/python3 -c '\n"
		"import json, sys\n"
		"try:\n"
		"    import jsonschema\n"
		"except ImportError:\n"
		"    sys.exit(print(\"absent\"))\n"
		"schema = json.load(open(\"docs/result.schema.json\"))\n"
		"reader = jsonschema.Draft202012Validator(schema)\n"
		"reader.check_schema(schema)\n"
		"document = json.load(open(sys.argv[1]))\n"
		"for error in reader.iter_errors(document): print(error.json_path, error.message)\n"
		"document[\"results\"][1][\"points\"][3][\"verdict\"] = \"good\"\n"
		"assert not reader.is_valid(document)\n"
		"print(\"valid\")' \"$1\" 2>&1";
	char *path = write_sample(*state), *seen = report_files_run(validate, path, "");
	bool absent = strcmp(seen, "absent\n") == 0;

	if (absent)
		print_message("python3-jsonschema is not installed\n");
	else
		assert_string_equal(seen, "valid\n");
	free(seen);
	free(path);
	if (absent)
		skip();
}

/* Reads the sample after the first `old` became `new`, or after `new` alone where old is NULL. */
static int read_changed(const char *directory, const char *old, const char *new, struct error *err)
{
	char *sample = write_sample(directory), *text = report_files_read(sample), *changed, *at;
	char *path = path_join(directory, "changed.json");
	struct result **read;
	size_t count;
	int rc;

	at = old ? strstr(text, old) : NULL;
	assert_true(!old || at);
	changed = old ? memory_format("%.*s%s%s", (int)(at - text), text, new, at + strlen(old))
		      : memory_text(new);
	assert_int_equal(path_write_atomically(path, changed, strlen(changed), NULL), 0);
	rc = json_read(path, &read, &count, err);
	if (rc == 0)
		release(read, count);
	free(path);
	free(changed);
	free(text);
	free(sample);
	return rc;
}

static void test_what_cannot_be_believed_is_refused(void **state)
{
	static const struct {
		const char *old, *new, *message;
	} rows[] = {
		{NULL, "", "changed.json:1:0: not JSON: "},
		{NULL, "{\"results\": [", "not JSON: "},
		{NULL, "[]", "not a result of probetap"},
		{NULL, "{}", "not a result of probetap"},
		{"\"format\": \"probetap-result\"", "\"format\": \"x\"", "not a result of probetap"},
		{"\"schema\": 1", "\"schema\": 2", "schema: written by a newer probetap"},
		{"\"schema\": 1", "\"schema\": \"1\"", "schema: must be a number"},
		{"\"results\":", "\"result\":", "results: must be a list of results"},
		{"\"verdict\": \"fail\"", "\"verdict\": \"good\"",
		 "results[0].points[2].verdict: must be one of"},
		{"\"verdict\": \"fail\"", "\"verdict\": \"pass\"",
		 "results[0].counts.pass: does not agree with the points"},
		{"\"verdict\": \"fail\",", "", "results[0].points[2].verdict: must be one of"},
		{"\"number\": 1", "\"number\": -1", "results[0].points[0].number: must be a whole number"},
		{"\"number\": 1", "\"number\": 1.5", "results[0].points[0].number: must be a whole number"},
		{"\"points\": [", "\"points\": [7,", "results[0].points[0]: must be an object"},
		{"\"target\": {", "\"target\": 3, \"x\": {", "results[0].target: must be an object"},
		{"\"target\": {", "\"x\": {", "results[0].target: a result must name its target"},
		{"\"name\": \"marker", "\"other\": \"marker", "results[0].points[0].name: a point must have"},
		{"\"thread\": 0", "\"thread\": \"0\"", "results[0].points[1].got[0].thread: must be a whole"},
		{"\"values\": [", "\"values\": [7,", "results[0].points[1].got[0].values[0]: must be a text"},
		{"\"marker\": null", "\"marker\": {}", "results[0].points[1].marker: must be a text or null"},
		{"\"remarks\": [", "\"remarks\": [null,", "results[0].remarks[0]: must be a text"},
		{"\"number\": 1,", "\"number\": 1, \"number\": 1,", "not JSON: duplicate object key"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct error err = {""};

		assert_int_equal(read_changed(*state, rows[i].old, rows[i].new, &err), -EBADMSG);
		if (!strstr(err.text, rows[i].message))
			fail_msg("row %zu: wanted: %s\n got: %s", i, rows[i].message, err.text);
	}
}

static void test_additions_are_ignored(void **state)
{
	assert_int_equal(read_changed(*state, "\"number\": 1,", "\"number\": 1, \"new\": [{}],", NULL), 0);
	assert_int_equal(read_changed(*state, "\"schema\": 1,", "\"schema\": 1, \"new\": 1,", NULL), 0);
}

static void test_a_file_that_is_not_there(void **state)
{
	char *path = path_join(*state, "none.json");
	struct result **read;
	struct error err;
	size_t count;

	assert_int_equal(json_read(path, &read, &count, &err), -ENOENT);
	assert_non_null(strstr(err.text, "none.json"));
	free(path);
}

static void test_a_place_that_cannot_be_written(void **state)
{
	struct result *result = sample_result();
	const struct result *const one[] = {result};
	char *path = path_join(*state, "absent/x.json");
	struct error err;

	assert_int_equal(json_write(path, one, 1, &err), -ENOENT);
	assert_non_null(strstr(err.text, "absent"));
	free(path);
	result_free(result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_odd_bytes_survive_in_words),
		cmocka_unit_test(test_schema),
		cmocka_unit_test(test_what_cannot_be_believed_is_refused),
		cmocka_unit_test(test_additions_are_ignored),
		cmocka_unit_test(test_a_file_that_is_not_there),
		cmocka_unit_test(test_a_place_that_cannot_be_written),
	};

	return cmocka_run_group_tests(tests, report_files_open, report_files_close);
}
