/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html: one page that shows any number of results, works from disk and asks the network for nothing.
 *
 * The page, its style and its script are files beside this one and travel inside the executable (assets.S).
 * The results go in as JSON, which the script reads and turns into text nodes: no text of a result is ever
 * read as markup. Events are what fills a report, so that they are written short: a list [marker, process,
 * thread, time, value …] whose texts are numbers in one table of strings.
 */
#include <probetap/report.h>
#include <probetap/path.h>

#include "document.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

extern const char report_page[], report_style[], report_script[]; /* assets.S */

#define LONGEST_REPORT ((size_t)1 << 20)

/* ---- events, short ---- */

struct strings {
	json_t *list;   /* the texts */
	json_t *number; /* text: its place in the list */
};

static json_t *string_number(struct strings *strings, const char *text)
{
	json_t *number = json_object_get(strings->number, text);

	if (number)
		return json_incref(number);
	number = json_integer((json_int_t)json_array_size(strings->list));
	json_array_append_new(strings->list, json_string(text));
	json_object_set(strings->number, text, number);
	return number;
}

static json_t *short_event(struct strings *strings, const json_t *event)
{
	static const char *const numbers[] = {"process", "thread", "time"};
	json_t *list = json_array();
	const json_t *value;
	size_t index;

	json_array_append_new(list,
			      string_number(strings, json_string_value(json_object_get(event, "marker"))));
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		json_array_append(list, json_object_get(event, numbers[i]));
	json_array_foreach(json_object_get(event, "values"), index, value)
		json_array_append_new(list, string_number(strings, json_string_value(value)));
	return list;
}

static void shorten(struct strings *strings, json_t *point, const char *name)
{
	json_t *list = json_array();
	const json_t *event;
	size_t index;

	json_array_foreach(json_object_get(point, name), index, event)
		json_array_append_new(list, short_event(strings, event));
	json_object_set_new(point, name, list);
}

static void shorten_all(json_t *document)
{
	struct strings strings = {json_array(), json_object()};
	json_t *result, *point;
	size_t i, k;

	json_array_foreach(json_object_get(document, "results"), i, result)
	{
		json_array_foreach(json_object_get(result, "points"), k, point)
		{
			shorten(&strings, point, "expected");
			shorten(&strings, point, "got");
		}
	}
	json_object_set_new(document, "strings", strings.list);
	json_decref(strings.number);
}

/* ---- reports of our own, for deviations that have no issue number ---- */

/* Our report of a deviation, or NULL: most issues are known elsewhere. */
static char *report_text(const char *issue)
{
	static const char *const endings[] = {"", ".md", ".txt"};
	char *text = NULL;

	if (strchr(issue, '/') || issue[0] == '.' || strncmp(issue, "gh-", 3) == 0)
		return NULL;
	for (size_t i = 0; i < sizeof endings / sizeof *endings && !text; i++) {
		struct buffer name = {0}, bytes = {0};
		char *path;

		buffer_printf(&name, "targets/cpython/reports/%s%s", issue, endings[i]);
		path = path_data(buffer_text(&name), NULL);
		if (path && path_read(path, LONGEST_REPORT, &bytes, NULL) == 0)
			text = text_clean(buffer_text(&bytes));
		free(path);
		buffer_fini(&name);
		buffer_fini(&bytes);
	}
	return text;
}

static void add_reports(json_t *document)
{
	json_t *reports = json_object(), *result, *point;
	size_t i, k;

	json_array_foreach(json_object_get(document, "results"), i, result)
	{
		json_array_foreach(json_object_get(result, "points"), k, point)
		{
			const char *issue = json_string_value(json_object_get(point, "issue"));
			char *text = issue && !json_object_get(reports, issue) ? report_text(issue) : NULL;

			if (text)
				json_object_set_new(reports, issue, json_string(text));
			free(text);
		}
	}
	json_object_set_new(document, "reports", reports);
}

/* ---- the page ---- */

/* JSON inside a script element: with `<` escaped, nothing in it can end the element or begin a comment. */
static void add_data(struct buffer *page, const json_t *document)
{
	char *text = json_dumps(document, JSON_COMPACT);

	for (const char *at = text; *at;) {
		size_t length = strcspn(at, "<");

		buffer_add(page, at, length);
		at += length;
		if (*at) {
			buffer_add_text(page, "\\u003c");
			at++;
		}
	}
	free(text);
}

static void add_page(struct buffer *page, const json_t *document)
{
	static const char open[] = "{{", close[] = "}}";
	const char *at = report_page, *mark;

	while ((mark = strstr(at, open))) {
		const char *name = mark + strlen(open), *end = strstr(name, close);

		buffer_add(page, at, (size_t)(mark - at));
		if (strncmp(name, "style", 5) == 0)
			buffer_add_text(page, report_style);
		else if (strncmp(name, "script", 6) == 0)
			buffer_add_text(page, report_script);
		else
			add_data(page, document);
		at = end + strlen(close);
	}
	buffer_add_text(page, at);
}

int html_write(const char *path, const struct result *const *results, size_t count, struct error *err)
{
	json_t *document = document_build(results, count);
	struct buffer page = {0};
	int rc;

	shorten_all(document);
	add_reports(document);
	add_page(&page, document);
	rc = path_write_atomically(path, page.data, page.length, err);
	buffer_fini(&page);
	json_decref(document);
	return rc;
}
