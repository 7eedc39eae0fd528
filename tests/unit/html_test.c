/* SPDX-License-Identifier: BSD-2-Clause */
/* What the page carries; tests/e2e/report_browser.test looks at it in a browser. */
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
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const char data_begins[] = "<script type=\"application/json\" id=\"data\">";

static char *write_page(const char *directory, const struct result *const *results, size_t count)
{
	char *path = path_join(directory, "page.html"), *page;
	struct error err;

	if (html_write(path, results, count, &err) < 0)
		fail_msg("%s", err.text);
	page = report_files_read(path);
	free(path);
	return page;
}

static json_t *data_of(const char *page)
{
	const char *from = strstr(page, data_begins), *to;
	json_error_t where;
	json_t *data;

	assert_non_null(from);
	from += strlen(data_begins);
	to = strstr(from, "</script>");
	assert_non_null(to);
	data = json_loadb(from, (size_t)(to - from), 0, &where);
	if (!data)
		fail_msg("%s", where.text);
	return data;
}

static unsigned count_of(const char *page, const char *word)
{
	unsigned count = 0;

	for (const char *at = page; (at = strstr(at, word)); at++)
		count++;
	return count;
}

static void test_no_text_ends_the_element_that_holds_it(void **state)
{
	struct result *result = sample_result();
	const struct result *const one[] = {result};
	char *page = write_page(*state, one, 1);
	json_t *data = data_of(page), *first, *point;

	first = json_array_get(json_object_get(data, "results"), 0);
	point = json_array_get(json_object_get(first, "points"), SAMPLE_ODD);
	assert_string_equal(json_string_value(json_object_get(point, "name")),
			    "case odd/\\x01\\xff</script><b>&#\\ # SKIP \"quoted\" \xc3\xa9");
	assert_int_equal(count_of(page, "</script>"), 2);
	assert_null(strstr(page, "{{"));
	json_decref(data);
	free(page);
	result_free(result);
}

static void test_events_are_numbers_in_one_table(void **state)
{
	struct result *result = sample_result();
	const struct result *const one[] = {result};
	char *page = write_page(*state, one, 1);
	json_t *data = data_of(page), *strings = json_object_get(data, "strings"), *points, *event;

	points = json_object_get(json_array_get(json_object_get(data, "results"), 0), "points");
	event = json_array_get(json_object_get(json_array_get(points, SAMPLE_THREADS), "got"), 3);
	assert_string_equal(json_string_value(json_array_get(strings, (size_t)json_integer_value(
									      json_array_get(event, 0)))),
			    "function__entry");
	assert_int_equal(json_integer_value(json_array_get(event, 2)), 1);
	assert_int_equal(json_integer_value(json_array_get(event, 3)), 1300);
	assert_string_equal(json_string_value(json_array_get(strings, (size_t)json_integer_value(
									      json_array_get(event, 5)))),
			    "\"work\"");
	json_decref(data);
	free(page);
	result_free(result);
}

static void test_nothing_gives_an_empty_page(void **state)
{
	char *page = write_page(*state, NULL, 0);
	json_t *data = data_of(page);

	assert_int_equal(json_array_size(json_object_get(data, "results")), 0);
	json_decref(data);
	free(page);
}

/* A deviation without an issue number has its text below targets/cpython/reports/; nothing else is opened. */
static void test_reports_travel_along(void **state)
{
	static const char *const issues[] = {"text-of-ours", "../secret", ".secret", "absent"};
	char *data_path = path_join(*state, "data"), *reports, *file, *secret, *page;
	struct result *result = result_new();
	const struct result *const one[] = {result};
	json_t *data, *texts;

	result->target = memory_text("t");
	for (size_t i = 0; i < sizeof issues / sizeof *issues; i++) {
		struct point *point = result_add_point(result);

		point->name = memory_text("p");
		point->issue = memory_text(issues[i]);
	}
	reports = path_join(data_path, "targets/cpython/reports");
	free(report_files_run("mkdir -p \"$1\"", reports, ""));
	file = path_join(reports, "text-of-ours.md");
	secret = path_join(data_path, "targets/cpython/secret");
	assert_int_equal(path_write_atomically(file, "What <we> found", 15, NULL), 0);
	assert_int_equal(path_write_atomically(secret, "no", 2, NULL), 0);
	assert_int_equal(setenv("PROBETAP_DATA", data_path, 1), 0);
	page = write_page(*state, one, 1);
	unsetenv("PROBETAP_DATA");
	data = data_of(page);
	texts = json_object_get(data, "reports");
	assert_int_equal(json_object_size(texts), 1);
	assert_string_equal(json_string_value(json_object_get(texts, "text-of-ours")), "What <we> found");
	json_decref(data);
	free(page);
	free(file);
	free(secret);
	free(reports);
	free(data_path);
	result_free(result);
}

static void test_a_place_that_cannot_be_written(void **state)
{
	char *path = path_join(*state, "absent/x.html");
	struct error err;

	assert_int_equal(html_write(path, NULL, 0, &err), -ENOENT);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_text_ends_the_element_that_holds_it),
		cmocka_unit_test(test_events_are_numbers_in_one_table),
		cmocka_unit_test(test_nothing_gives_an_empty_page),
		cmocka_unit_test(test_reports_travel_along),
		cmocka_unit_test(test_a_place_that_cannot_be_written),
	};

	return cmocka_run_group_tests(tests, report_files_open, report_files_close);
}
