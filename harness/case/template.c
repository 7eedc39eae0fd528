/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Values as a case writes them.
 *
 * The first character says which form it is; the form says for which types of argument it may stand. So a
 * line number where a name belongs is found when the case is read, not when it is run.
 */
#include "case_file.h"

#include <probetap/memory.h>
#include <probetap/suggest.h>

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Types of argument that a form may stand for. */
enum {
	TEXT = 1 << ARGUMENT_TEXT,
	NUMBER = 1 << ARGUMENT_INT | 1 << ARGUMENT_LONG,
	OBJECT = 1 << ARGUMENT_OBJECT
};

static const struct wildcard {
	const char *word; /* without its `_` */
	unsigned types;
	enum value_kind kind;
	int64_t least;
} wildcards[] = {
	{"pointer", OBJECT, VALUE_OBJECT, INT64_MIN}, /* any object; not NULL */
	{"count", NUMBER, VALUE_INTEGER, 0},          /* any number that counts something */
};

bool wildcard_admits(const char *word, const struct value *value)
{
	for (size_t i = 0; i < sizeof wildcards / sizeof *wildcards; i++)
		if (strcmp(wildcards[i].word, word) == 0)
			return value->kind == wildcards[i].kind && !value->cut &&
			       (value->kind != VALUE_INTEGER || value->integer >= wildcards[i].least);
	return false;
}

struct reading {
	struct reader *reader;
	const struct token *token;
	const struct marker_argument *argument;
	struct template *template;
	unsigned types; /* what the form stands for; set by its reader */
};

static int fail(const struct reading *reading, struct error *err, const char *what, const char *more)
{
	const struct token *token = reading->token;

	return cursor_error(&reading->reader->cursor, token, err, "`%.*s` %s%s", (int)token->length,
			    token->text, what, more);
}

static int read_text(struct reading *reading, struct error *err)
{
	struct value *value = &reading->template->pattern.value;
	char *text;
	int rc = token_text(&reading->reader->cursor, reading->token, &text, &value->length, err);

	reading->types = TEXT;
	if (rc < 0)
		return rc;
	value->kind = VALUE_TEXT;
	value->text = text;
	return 0;
}

static int read_label(struct reading *reading, struct error *err)
{
	struct case_file *case_file = reading->reader->case_file;
	const struct token *token = reading->token;
	struct suggestion suggestion = {.word = token->text + 1, .length = token->length - 1};
	struct label *label = label_find(case_file, token->text + 1, token->length - 1);

	reading->types = NUMBER;
	reading->template->pattern.value.kind = VALUE_INTEGER;
	if (token_is(token, "@module")) {
		reading->template->waits_for = MODULE_LINE;
		return 0;
	}
	if (label) {
		label->used = true;
		reading->template->pattern.value.integer = label->line;
		return 0;
	}
	for (size_t i = 0; i < case_file->label_count; i++)
		suggestion_offer(&suggestion, case_file->labels[i].name);
	suggestion_offer(&suggestion, "module");
	return cursor_error(&reading->reader->cursor, token, err, "no line of %s has the label `#%.*s`%s",
			    case_file->source_count > 1 ? "the program and its files"
							: case_file->sources[0].name,
			    (int)token->length, token->text, suggestion_text(&suggestion));
}

static int read_path(struct reading *reading, struct error *err)
{
	static const char beside[] = "$dir/";
	const struct token *token = reading->token;

	reading->types = TEXT;
	reading->template->pattern.value.kind = VALUE_TEXT;
	if (token_is(token, "$file"))
		reading->template->waits_for = PROGRAM;
	else if (token->length > strlen(beside) && memcmp(token->text, beside, strlen(beside)) == 0) {
		reading->template->waits_for = BESIDE_PROGRAM;
		reading->template->beside =
			memory_copy(token->text + strlen(beside), token->length - strlen(beside));
	} else
		return fail(reading, err, "is unknown: there are $file and $dir/PATH", "");
	return 0;
}

static int read_binding(struct reading *reading, struct error *err)
{
	const struct token *token = reading->token;

	reading->types = TEXT | NUMBER | OBJECT;
	if (!token_is_name(token->text + 1, token->length - 1))
		return fail(reading, err, "is no binding: one is ?name, of letters, digits, _ and -", "");
	reading->template->pattern.kind = PATTERN_BIND;
	reading->template->pattern.word = memory_copy(token->text + 1, token->length - 1);
	return 0;
}

static int read_wildcard(struct reading *reading, struct error *err)
{
	const struct token *token = reading->token;
	struct suggestion suggestion = {.word = token->text + 1, .length = token->length - 1};

	for (size_t i = 0; i < sizeof wildcards / sizeof *wildcards; i++) {
		suggestion_offer(&suggestion, wildcards[i].word);
		if (strlen(wildcards[i].word) != token->length - 1 ||
		    memcmp(wildcards[i].word, token->text + 1, token->length - 1) != 0)
			continue;
		reading->types = wildcards[i].types;
		reading->template->pattern.kind = PATTERN_WILDCARD;
		reading->template->pattern.word = memory_text(wildcards[i].word);
		return 0;
	}
	return fail(reading, err, "is no wildcard: there are _pointer and _count",
		    suggestion_text(&suggestion));
}

static int read_integer(struct reading *reading, struct error *err)
{
	const struct token *token = reading->token;
	long long number;

	reading->types = NUMBER;
	if (!token_integer(token->text, token->length, &number))
		return fail(reading, err, "is no whole number (a text stands in quotes)", "");
	if (reading->argument->type == ARGUMENT_INT && (number < INT_MIN || number > INT_MAX))
		return fail(reading, err, "does not fit into a C int", "");
	reading->template->pattern.value = (struct value){.kind = VALUE_INTEGER, .integer = number};
	return 0;
}

/* NULL and TYPE[N]. */
static int read_word(struct reading *reading, struct error *err)
{
	const struct token *token = reading->token;
	const char *bracket = memchr(token->text, '[', token->length);
	struct value *value = &reading->template->pattern.value;
	long long size;

	if (token_is(token, "NULL")) {
		reading->types = TEXT | OBJECT;
		value->kind = VALUE_NULL;
		return 0;
	}
	if (token_is(token, "None"))
		return fail(reading, err, "is Python's word: a null pointer is written NULL", "");
	if (!bracket || bracket == token->text || token->text[token->length - 1] != ']' ||
	    !token_integer(bracket + 1, token->length - (size_t)(bracket - token->text) - 2, &size))
		return fail(reading, err,
			    "is no value: a text stands in quotes, a label is @name, an object is tuple[2]",
			    "");
	reading->types = OBJECT;
	*value = (struct value){.kind = VALUE_OBJECT,
				.integer = size,
				.text = memory_copy(token->text, (size_t)(bracket - token->text)),
				.length = (size_t)(bracket - token->text)};
	return 0;
}

static int read_form(struct reading *reading, struct error *err)
{
	if (reading->token->quoted)
		return read_text(reading, err);
	switch (reading->token->text[0]) {
	case '@': return read_label(reading, err);
	case '$': return read_path(reading, err);
	case '?': return read_binding(reading, err);
	case '_': return read_wildcard(reading, err);
	case '-':
	case '0' ... '9': return read_integer(reading, err);
	default: return read_word(reading, err);
	}
}

static const char *type_words(enum argument_type type)
{
	switch (type) {
	case ARGUMENT_TEXT: return "a text: \"…\", $file, $dir/PATH, NULL or ?name";
	case ARGUMENT_INT:
	case ARGUMENT_LONG: return "a number: 12, @label, _count or ?name";
	case ARGUMENT_OBJECT: return "an object: tuple[2], NULL, _pointer or ?name";
	}
	return "?";
}

int template_read(struct reader *reader, const struct token *token, const struct marker *marker,
		  unsigned argument, struct template *template, struct error *err)
{
	struct reading reading = {.reader = reader,
				  .token = token,
				  .argument = &marker->arguments[argument],
				  .template = template};
	int rc = read_form(&reading, err);

	if (rc == 0 && !(reading.types & 1U << reading.argument->type))
		rc = cursor_error(&reader->cursor, token, err, "%s of %s is %s; not %s%.*s%s",
				  reading.argument->name, marker->name, type_words(reading.argument->type),
				  token->quoted ? "\"" : "", (int)token->length, token->text,
				  token->quoted ? "\"" : "");
	return rc;
}

void template_fini(struct template *template)
{
	free((char *)template->pattern.value.text);
	free(template->pattern.word);
	free(template->beside);
}
