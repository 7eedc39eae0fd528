/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tap: the Test Anything Protocol, version 13, as its strictest readers take it.
 *
 * Flat, because automake's driver and `prove` read no subtests; the plan comes first. Only the part of YAML
 * that every reader of TAP knows is written: `key: |` with indented lines, and double-quoted text for
 * whatever a block cannot hold.
 */
#include <probetap/report.h>

#include "text.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *status, *directive;
} tap_verdicts[] = {
	[VERDICT_FAIL] = {"not ok", NULL},    [VERDICT_PASS] = {"ok", NULL},
	[VERDICT_KNOWN] = {"not ok", "TODO"}, [VERDICT_FIXED] = {"ok", "TODO"},
	[VERDICT_SKIP] = {"ok", "SKIP"},      [VERDICT_ERROR] = {"not ok", NULL},
};
enum { TAP_VERDICTS = sizeof tap_verdicts / sizeof *tap_verdicts };

void tap_plan(FILE *to, unsigned points)
{
	fprintf(to, "TAP version 13\n1..%u\n", points);
	fflush(to);
}

/* A `#` would begin a directive, and a backslash would escape one. */
static void print_escaped(FILE *to, const char *text)
{
	struct buffer line = {0};

	text_add_line(&line, text);
	for (const char *at = buffer_text(&line); *at; at++) {
		if (*at == '#' || *at == '\\')
			putc('\\', to);
		putc(*at, to);
	}
	buffer_fini(&line);
}

/* Can the text stand in a literal block? Its first line tells the indentation, so that it must not begin with
 * blanks; and automake's driver obeys `Bail out!` even inside a block. */
static bool fits_block(const char *text)
{
	if (!text_is_clean(text) || strchr(" \t\n", text[0]))
		return false;
	for (const char *line = text; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL)
		if (strncmp(line + strspn(line, " \t"), "Bail out!", 9) == 0)
			return false;
	return true;
}

static void print_block(FILE *to, const char *text)
{
	fputs("|\n", to);
	while (*text) {
		size_t length = strcspn(text, "\n");

		fprintf(to, "    %.*s\n", (int)length, text);
		text += length + (text[length] == '\n');
	}
}

static void print_quoted(FILE *to, const char *text)
{
	char *clean = text_clean(text);

	putc('"', to);
	for (const char *at = clean; *at; at++) {
		if (*at == '\n')
			fputs("\\n", to);
		else if (*at == '\t')
			fputs("\\t", to);
		else if (*at == '"' || *at == '\\')
			fprintf(to, "\\%c", *at);
		else
			putc(*at, to);
	}
	fputs("\"\n", to);
	free(clean);
}

static void print_entry(FILE *to, const char *key, const char *text)
{
	if (!text)
		return;
	fprintf(to, "  %s: ", key);
	if (strchr(text, '\n') && fits_block(text))
		print_block(to, text);
	else
		print_quoted(to, text);
}

static void print_diagnosis(FILE *to, const struct point *point)
{
	fputs("  ---\n", to);
	print_entry(to, "message", point->sentence ? point->sentence : "no reason was recorded");
	print_entry(to, "severity", point->verdict == VERDICT_ERROR ? "error" : "fail");
	print_entry(to, "about", point->about);
	print_entry(to, "difference", point->difference);
	print_entry(to, "reproduce", point->reproduce);
	fputs("  ...\n", to);
}

/* What follows "# TODO" or "# SKIP"; one line, so that a reader shows it whole. */
static void print_directive(FILE *to, const struct point *point, const char *directive)
{
	fprintf(to, " # %s", directive);
	if (point->issue) {
		putc(' ', to);
		print_escaped(to, point->issue);
	}
	if (point->sentence) {
		putc(' ', to);
		print_escaped(to, point->sentence);
	} else if (!point->issue)
		fputs(" no reason was recorded", to);
}

void tap_point(FILE *to, const struct point *point, unsigned number)
{
	enum verdict verdict = (unsigned)point->verdict < TAP_VERDICTS ? point->verdict : VERDICT_FAIL;

	fprintf(to, "%s %u - ", tap_verdicts[verdict].status, number);
	print_escaped(to, point->name ? point->name : "(no name)");
	if (tap_verdicts[verdict].directive)
		print_directive(to, point, tap_verdicts[verdict].directive);
	putc('\n', to);
	if (verdict == VERDICT_FAIL || verdict == VERDICT_ERROR)
		print_diagnosis(to, point);
	fflush(to);
}

/* Every line of the text gets its own `#`. */
void tap_comment(FILE *to, const char *format, ...)
{
	char *text = NULL, *clean;
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vasprintf(&text, format, arguments);
	va_end(arguments);
	if (length < 0)
		return;
	clean = text_clean(text);
	for (const char *line = clean; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL)
		fprintf(to, "# %.*s\n", (int)strcspn(line, "\n"), line);
	fflush(to);
	free(clean);
	free(text);
}
