/* SPDX-License-Identifier: BSD-2-Clause */
/* The lines before the first block: one keyword each, each once (`own` and `environment` may come again). */
#include "case_file.h"

#include <probetap/memory.h>
#include <probetap/process.h>
#include <probetap/suggest.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { DEADLINE_MAX = 3600 };

static int nothing_given(const struct reader *reader, const char *wanted, struct error *err)
{
	return cursor_error(&reader->cursor, NULL, err, "%s expected here", wanted);
}

static void add_text(struct texts *texts, char *text)
{
	if (texts->count == 0)
		texts->list = memory_grow(texts->list, 0, sizeof *texts->list);
	texts->list = memory_grow(texts->list, texts->count + 1, sizeof *texts->list);
	texts->list[texts->count++] = text;
}

/* All words of the line; each is asked of `judge`. */
static int read_texts(struct reader *reader, struct texts *texts, const char *wanted,
		      int (*judge)(const struct reader *, const struct token *, const char *, struct error *),
		      struct error *err)
{
	struct token token;
	size_t length;
	int rc;

	while ((rc = cursor_token(&reader->cursor, &token, err)) > 0) {
		char *text;

		rc = token_text(&reader->cursor, &token, &text, &length, err);
		if (rc < 0)
			return rc;
		add_text(texts, text);
		rc = judge ? judge(reader, &token, text, err) : 0;
		if (rc < 0)
			return rc;
	}
	return rc == 0 && texts->count == 0 ? nothing_given(reader, wanted, err) : rc;
}

static int read_about(struct reader *reader, struct error *err)
{
	struct token rest;

	cursor_rest(&reader->cursor, &rest);
	if (rest.length == 0)
		return nothing_given(reader, "one sentence", err);
	reader->case_file->about = memory_copy(rest.text, rest.length);
	return 0;
}

static int judge_issue(const struct reader *reader, const struct token *token, const char *text,
		       struct error *err)
{
	if (issue_is_known(text) || (strncmp(text, "bpo-", 4) == 0 && text[4] != '\0'))
		return 0;
	return cursor_error(
		&reader->cursor, token, err,
		"`%s` is no thread: gh-NNN, bpo-NNN, an address, or a text in targets/cpython/reports/",
		text);
}

static int read_guards(struct reader *reader, struct error *err)
{
	return read_texts(reader, &reader->case_file->guards, "a thread (gh-NNN)", judge_issue, err);
}

static int read_covers(struct reader *reader, struct error *err)
{
	return read_texts(reader, &reader->case_file->covers, "a row of the table COVERAGE", NULL, err);
}

static int judge_path(const struct reader *reader, const struct token *token, const char *text,
		      struct error *err)
{
	if (text[0] != '/' && text[0] != '\0' && !strstr(text, "../") && strcmp(text, "..") != 0)
		return 0;
	return cursor_error(&reader->cursor, token, err,
			    "`%s` must be a file in or below the case's directory", text);
}

static int read_program(struct reader *reader, struct error *err)
{
	struct texts texts = {0};
	int rc = read_texts(reader, &texts, "the name of a Python file", judge_path, err);

	if (rc == 0 && texts.count > 1)
		rc = cursor_error(
			&reader->cursor, NULL, err,
			"one program only (its companions stand in `files`, its arguments in `arguments`)");
	if (rc == 0)
		reader->program = memory_text(texts.list[0]);
	for (size_t i = 0; i < texts.count; i++)
		free(texts.list[i]);
	free(texts.list);
	return rc;
}

static int read_files(struct reader *reader, struct error *err)
{
	return read_texts(reader, &reader->case_file->files, "the name of a file", judge_path, err);
}

static int unknown_marker(const struct reader *reader, const struct token *token, struct error *err)
{
	struct suggestion suggestion = {.word = token->text, .length = token->length};

	for (size_t i = 0; i < reader->contract->marker_count; i++)
		suggestion_offer(&suggestion, reader->contract->markers[i].name);
	return cursor_error(&reader->cursor, token, err, "no marker is called `%.*s`%s", (int)token->length,
			    token->text, suggestion_text(&suggestion));
}

/* Where all of the markers are documented: what two ranges have in common. */
static void narrow(struct version_range *range, const struct version_range *by)
{
	if (version_compare(by->first, range->first) > 0)
		range->first = by->first;
	if (version_compare(by->last, range->last) < 0)
		range->last = by->last;
}

static int read_markers(struct reader *reader, struct error *err)
{
	struct case_file *case_file = reader->case_file;
	struct token token;
	int rc;

	while ((rc = cursor_token(&reader->cursor, &token, err)) > 0) {
		int marker = contract_marker(reader->contract, token.text, token.length);

		if (token.quoted || marker < 0)
			return unknown_marker(reader, &token, err);
		if (case_file->markers & (marker_set)1 << marker)
			return cursor_error(&reader->cursor, &token, err, "`%.*s` stands here twice",
					    (int)token.length, token.text);
		if (case_file->markers == 0)
			case_file->documented = reader->contract->markers[marker].documented;
		narrow(&case_file->documented, &reader->contract->markers[marker].documented);
		case_file->markers |= (marker_set)1 << marker;
	}
	if (rc == 0 && case_file->markers == 0)
		return nothing_given(reader, "the name of a marker", err);
	return rc;
}

static int read_versions(struct reader *reader, struct error *err)
{
	struct token token;
	int rc;

	while ((rc = cursor_token(&reader->cursor, &token, err)) > 0) {
		rc = range_read(reader, &token, &reader->case_file->versions, err);
		if (rc < 0)
			return rc;
	}
	if (rc == 0 && reader->case_file->versions.count == 0)
		return nothing_given(reader, "a range of versions (3.8-)", err);
	return rc;
}

static int read_requires(struct reader *reader, struct error *err)
{
	struct case_file *case_file = reader->case_file;
	struct facet_rule all = {0};
	struct token token;
	char hint[128];
	int rc;

	while ((rc = cursor_token(&reader->cursor, &token, err)) > 0) {
		struct requirement *requirement;

		rc = facet_read(reader, &token, &all, err);
		if (rc < 0)
			return rc;
		if (rc == 0)
			return cursor_error(
				&reader->cursor, &token, err,
				"`%.*s` is no kind of build%s: debug, release, free-threaded, gil, shared, static, "
				"jit, nojit",
				(int)token.length, token.text,
				facet_suggestion(&token, NULL, hint, sizeof hint));
		case_file->requirements = memory_grow(case_file->requirements, case_file->requirement_count,
						      sizeof *requirement);
		requirement = &case_file->requirements[case_file->requirement_count++];
		facet_parse(token.text, token.length, &requirement->facets.must,
			    &requirement->facets.must_not);
		requirement->reason = memory_format("requires %.*s", (int)token.length, token.text);
	}
	return rc == 0 && case_file->requirement_count == 0 ? nothing_given(reader, "a kind of build", err)
							    : rc;
}

static int read_arguments(struct reader *reader, struct error *err)
{
	return read_texts(reader, &reader->case_file->arguments, "an argument", NULL, err);
}

static int read_options(struct reader *reader, struct error *err)
{
	return read_texts(reader, &reader->case_file->options, "an option of the interpreter", NULL, err);
}

static int judge_variable(const struct reader *reader, const struct token *token, const char *text,
			  struct error *err)
{
	const char *equals = strchr(text, '=');

	if (equals && token_is_name(text, (size_t)(equals - text)))
		return 0;
	return cursor_error(&reader->cursor, token, err, "`%s` is not NAME=value", text);
}

static int read_environment(struct reader *reader, struct error *err)
{
	return read_texts(reader, &reader->case_file->environment, "NAME=value", judge_variable, err);
}

static int read_deadline(struct reader *reader, struct error *err)
{
	struct token token;
	long long seconds;
	int rc = cursor_token(&reader->cursor, &token, err);

	if (rc < 0)
		return rc;
	if (rc == 0 || !token_integer(token.text, token.length, &seconds) || seconds < 1 ||
	    seconds > DEADLINE_MAX)
		return cursor_error(&reader->cursor, &token, err,
				    "a number of seconds from 1 to %d expected here", DEADLINE_MAX);
	reader->case_file->deadline = (unsigned)seconds;
	return cursor_end(&reader->cursor, "the number of seconds", err);
}

static int read_observers(struct reader *reader, struct error *err)
{
	struct case_file *case_file = reader->case_file;
	struct token token;
	long long number;
	int rc;

	while ((rc = cursor_token(&reader->cursor, &token, err)) > 0) {
		if (!token_integer(token.text, token.length, &number) || number < 0 || number > UINT16_MAX)
			return cursor_error(&reader->cursor, &token, err,
					    "a number of observers from 0 to %d expected here", UINT16_MAX);
		case_file->observers = memory_grow(case_file->observers, case_file->observer_count,
						   sizeof *case_file->observers);
		case_file->observers[case_file->observer_count++] = (unsigned)number;
	}
	return rc == 0 && case_file->observer_count == 0 ? nothing_given(reader, "a number of observers", err)
							 : rc;
}

static int read_scope(struct reader *reader, struct error *err)
{
	struct token token;
	int rc = cursor_token(&reader->cursor, &token, err);

	if (rc < 0)
		return rc;
	if (rc == 0 || (!token_is(&token, "window") && !token_is(&token, "process")))
		return cursor_error(&reader->cursor, &token, err, "`window` or `process` expected here");
	reader->case_file->whole_process = token_is(&token, "process");
	return cursor_end(&reader->cursor, "the scope", err);
}

static int read_own(struct reader *reader, struct error *err)
{
	static const char *const families[] = {"function", "audit", "import"};
	struct case_file *case_file = reader->case_file;
	struct token family, token;
	struct own_rule *rule;
	bool known = false;
	int rc = cursor_token(&reader->cursor, &family, err);

	for (size_t i = 0; i < sizeof families / sizeof *families; i++)
		known = known || token_is(&family, families[i]);
	if (rc < 0 || !known)
		return rc < 0 ? rc
			      : cursor_error(&reader->cursor, &family, err,
					     "`function`, `audit` or `import` expected here");
	while ((rc = cursor_token(&reader->cursor, &token, err)) > 0) {
		if (!token.quoted && !token_is(&token, "NULL"))
			return cursor_error(&reader->cursor, &token, err,
					    "a text in quotes or NULL expected here, not `%.*s`",
					    (int)token.length, token.text);
		case_file->own = memory_grow(case_file->own, case_file->own_count, sizeof *case_file->own);
		rule = &case_file->own[case_file->own_count++];
		rule->family = memory_copy(family.text, family.length);
		rc = token.quoted ? token_text(&reader->cursor, &token, &rule->text, &rule->length, err) : 0;
		if (rc < 0)
			return rc;
		known = false;
	}
	return rc == 0 && known ? nothing_given(reader, "a text in quotes", err) : rc;
}

static int read_signal(struct reader *reader, struct ending_rule *ending, struct error *err)
{
	struct token token;
	char *name;
	int rc = cursor_token(&reader->cursor, &token, err);

	if (rc < 0)
		return rc;
	name = memory_copy(token.text, token.length);
	/* A signal ends the program before its end, so it is always abrupt. */
	*ending = (struct ending_rule){ENDING_SIGNAL, process_signal_number(name), true};
	free(name);
	return ending->value > 0 ? 0
				 : cursor_error(&reader->cursor, &token, err,
						"the name of a signal expected here, as SIGABRT");
}

int ending_read(struct reader *reader, struct ending_rule *ending, struct error *err)
{
	struct token token;
	long long status;
	int rc = cursor_token(&reader->cursor, &token, err);

	if (rc < 0)
		return rc;
	if (rc > 0 && token_is(&token, "signal"))
		rc = read_signal(reader, ending, err);
	else if (rc > 0 && token_integer(token.text, token.length, &status) && status >= 0 && status <= 255) {
		*ending = (struct ending_rule){ENDING_EXIT, (int)status, false};
		rc = 0;
	} else
		rc = cursor_error(&reader->cursor, &token, err,
				  "an exit status from 0 to 255 or `signal NAME` expected here");
	if (rc < 0 || (rc = cursor_token(&reader->cursor, &token, err)) <= 0)
		return rc;
	if (!token_is(&token, "abrupt"))
		return cursor_error(&reader->cursor, &token, err, "only `abrupt` may stand here, not `%.*s`",
				    (int)token.length, token.text);
	ending->abrupt = true;
	return cursor_end(&reader->cursor, "`abrupt`", err);
}

static int read_exit(struct reader *reader, struct error *err)
{
	return ending_read(reader, &reader->case_file->ending, err);
}

enum { AGAIN = 1 };

static const struct keyword {
	const char *name;
	int (*read)(struct reader *reader, struct error *err);
	unsigned flags;
} keywords[] = {
	{"about", read_about, 0},       {"guards", read_guards, 0},
	{"program", read_program, 0},   {"files", read_files, 0},
	{"markers", read_markers, 0},   {"versions", read_versions, 0},
	{"requires", read_requires, 0}, {"arguments", read_arguments, 0},
	{"options", read_options, 0},   {"environment", read_environment, AGAIN},
	{"deadline", read_deadline, 0}, {"scope", read_scope, 0},
	{"own", read_own, AGAIN},       {"exit", read_exit, 0},
	{"covers", read_covers, 0},     {"observers", read_observers, 0},
};

enum { KEYWORDS = sizeof keywords / sizeof *keywords };
_Static_assert(sizeof keywords / sizeof *keywords <= HEADER_KEYWORDS_MAX,
	       "a reader remembers the line of each keyword");

static int unknown_keyword(const struct reader *reader, const struct token *token, struct error *err)
{
	struct suggestion suggestion = {.word = token->text, .length = token->length};

	if (contract_marker(reader->contract, token->text, token->length) >= 0)
		return cursor_error(&reader->cursor, token, err,
				    "an event stands between `expect` and `end`, not here");
	for (size_t i = 0; i < KEYWORDS; i++)
		suggestion_offer(&suggestion, keywords[i].name);
	suggestion_offer(&suggestion, "expect");
	suggestion_offer(&suggestion, "defect");
	return cursor_error(&reader->cursor, token, err, "no keyword is called `%.*s`%s", (int)token->length,
			    token->text, suggestion_text(&suggestion));
}

int header_read(struct reader *reader, const struct token *token, struct error *err)
{
	for (size_t i = 0; i < KEYWORDS; i++) {
		if (!token_is(token, keywords[i].name))
			continue;
		if (reader->case_file->block_count > 0)
			return cursor_error(&reader->cursor, token, err,
					    "`%s` must stand before the first `expect` or `defect`",
					    keywords[i].name);
		if (reader->seen[i] && !(keywords[i].flags & AGAIN))
			return cursor_error(&reader->cursor, token, err, "`%s` stands in line %u already",
					    keywords[i].name, reader->seen[i]);
		reader->seen[i] = token->line;
		return keywords[i].read(reader, err);
	}
	return unknown_keyword(reader, token, err);
}
