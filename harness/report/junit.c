/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * junit: the XML that CI systems show, as Jenkins, GitLab and Testing Farm read it: a suite for each target.
 *
 * It knows no expected failure: a known deviation becomes a skipped test with the issue in its message, as
 * other frameworks do it, and one that has gone away passes and says so on its output.
 */
#include <probetap/report.h>
#include <probetap/path.h>

#include "text.h"

#include <inttypes.h>
#include <string.h>

static const struct {
	char character;
	const char *entity;
} entities[] = {
	{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\n', "&#10;"}, {'\t', "&#9;"},
};

static void add_escaped(struct buffer *xml, const char *text)
{
	struct buffer clean = {0};

	text_add_clean(&clean, text);
	for (const char *at = buffer_text(&clean); *at; at++) {
		const char *entity = NULL;

		for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
			if (*at == entities[i].character)
				entity = entities[i].entity;
		buffer_add(xml, entity ? entity : at, entity ? strlen(entity) : 1);
	}
	buffer_fini(&clean);
}

static void add_attribute(struct buffer *xml, const char *name, const char *value)
{
	if (!value)
		return;
	buffer_printf(xml, " %s=\"", name);
	add_escaped(xml, value);
	buffer_add_text(xml, "\"");
}

static void add_seconds(struct buffer *xml, uint64_t nanoseconds)
{
	buffer_printf(xml, " time=\"%" PRIu64 ".%09" PRIu64 "\"", nanoseconds / 1000000000,
		      nanoseconds % 1000000000);
}

static void add_counts(struct buffer *xml, struct result_counts counts, size_t tests)
{
	buffer_printf(xml, " tests=\"%zu\" failures=\"%u\" errors=\"%u\" skipped=\"%u\"", tests,
		      counts.failed, counts.errors, counts.skipped + counts.known);
}

static void add_problem(struct buffer *xml, const char *element, const struct point *point)
{
	const char *const texts[] = {point->about, point->difference, point->reproduce};

	buffer_printf(xml, "   <%s type=\"%s\"", element, verdict_name(point->verdict));
	add_attribute(xml, "message", point->sentence ? point->sentence : "no reason was recorded");
	buffer_add_text(xml, ">");
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		add_escaped(xml, texts[i]);
		if (texts[i])
			buffer_add_text(xml, "\n");
	}
	buffer_printf(xml, "</%s>\n", element);
}

static void add_remark(struct buffer *xml, const char *before, const char *what, const struct point *point,
		       const char *after)
{
	struct buffer text = {0};

	buffer_add_text(&text, what);
	if (point->issue)
		buffer_printf(&text, "%s: ", point->issue);
	buffer_add_text(&text, point->sentence ? point->sentence : "no reason was recorded");
	buffer_add_text(xml, before);
	add_escaped(xml, buffer_text(&text));
	buffer_add_text(xml, after);
	buffer_fini(&text);
}

static void add_outcome(struct buffer *xml, const struct point *point)
{
	switch (point->verdict) {
	case VERDICT_PASS: return;
	case VERDICT_KNOWN:
		return add_remark(xml, "   <skipped message=\"", "known deviation ", point, "\"/>\n");
	case VERDICT_SKIP: return add_remark(xml, "   <skipped message=\"", "", point, "\"/>\n");
	case VERDICT_FIXED:
		return add_remark(xml, "   <system-out>", "known deviation gone away ", point,
				  "</system-out>\n");
	case VERDICT_ERROR: return add_problem(xml, "error", point);
	case VERDICT_FAIL:
	default: return add_problem(xml, "failure", point);
	}
}

static void add_property(struct buffer *xml, const char *name, const char *value)
{
	if (!value)
		return;
	buffer_add_text(xml, "   <property");
	add_attribute(xml, "name", name);
	add_attribute(xml, "value", value);
	buffer_add_text(xml, "/>\n");
}

static void add_properties(struct buffer *xml, const struct result *result)
{
	const struct {
		const char *name, *value;
	} rows[] = {
		{"probetap", result->tool_version},
		{"kernel", result->kernel},
		{"machine", result->machine},
		{"capture", result->capture},
		{"root", result->root},
		{"object", result->object},
		{"build-id", result->build_id},
		{"version", result->version},
		{"implementation", result->implementation},
		{"facets", result->facets},
	};

	buffer_add_text(xml, "  <properties>\n");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		add_property(xml, rows[i].name, rows[i].value);
	for (size_t i = 0; i < result->remark_count; i++)
		add_property(xml, "remark", result->remarks[i]);
	buffer_add_text(xml, "  </properties>\n");
}

/* The schema that most readers use has no room for a time zone; it is UTC. */
static void add_timestamp(struct buffer *xml, const char *started)
{
	char *text = started ? strndupa(started, strcspn(started, "Z")) : NULL;

	add_attribute(xml, "timestamp", text);
}

static void add_suite(struct buffer *xml, const struct result *result)
{
	buffer_add_text(xml, " <testsuite");
	add_attribute(xml, "name", result->target ? result->target : "");
	add_counts(xml, result_count(result), result->point_count);
	add_seconds(xml, result->nanoseconds);
	add_timestamp(xml, result->started);
	add_attribute(xml, "hostname", result->host);
	buffer_add_text(xml, ">\n");
	add_properties(xml, result);
	for (size_t i = 0; i < result->point_count; i++) {
		const struct point *point = &result->points[i];

		buffer_add_text(xml, "  <testcase");
		add_attribute(xml, "name", point->name ? point->name : "(no name)");
		add_attribute(xml, "classname", point->group ? point->group : "probetap");
		add_seconds(xml, point->nanoseconds);
		buffer_add_text(xml, ">\n");
		add_outcome(xml, point);
		buffer_add_text(xml, "  </testcase>\n");
	}
	buffer_add_text(xml, " </testsuite>\n");
}

int junit_write(const char *path, const struct result *const *results, size_t count, struct error *err)
{
	struct result_counts total = {0};
	struct buffer xml = {0};
	uint64_t nanoseconds = 0;
	size_t tests = 0;
	int rc;

	for (size_t i = 0; i < count; i++) {
		struct result_counts counts = result_count(results[i]);

		total.failed += counts.failed;
		total.errors += counts.errors;
		total.skipped += counts.skipped;
		total.known += counts.known;
		tests += results[i]->point_count;
		nanoseconds += results[i]->nanoseconds;
	}
	buffer_add_text(&xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"probetap\"");
	add_counts(&xml, total, tests);
	add_seconds(&xml, nanoseconds);
	buffer_add_text(&xml, ">\n");
	for (size_t i = 0; i < count; i++)
		add_suite(&xml, results[i]);
	buffer_add_text(&xml, "</testsuites>\n");
	rc = path_write_atomically(path, xml.data, xml.length, err);
	buffer_fini(&xml);
	return rc;
}
