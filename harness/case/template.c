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

/* Types of argument that a form may stand for; and items of a tuple, which may be anything. */
enum {
	TEXT = 1 << ARGUMENT_TEXT,
	NUMBER = 1 << ARGUMENT_INT | 1 << ARGUMENT_LONG,
	OBJECT = 1 << ARGUMENT_OBJECT,
	ITEM = OBJECT << 1
};

enum { DEPTH_MAX = 32 };

/* Also one of which not all is known: nothing is said of it but that it is there. */
static bool is_object(const struct value *value)
{
	return value->kind != VALUE_NULL && value->kind != VALUE_UNREADABLE;
}

static bool is_whole_object(const struct value *value)
{
	return is_object(value) && !value->cut;
}

static bool is_count(const struct value *value)
{
	return value->kind == VALUE_INTEGER && !value->cut && !value->text && value->integer >= 0;
}

static const struct wildcard {
	const char *word; /* without its `_` */
	unsigned types;
	bool (*admits)(const struct value *value);
} wildcards[] = {
	{"pointer", OBJECT, is_whole_object}, /* any object; not NULL */
	{"object", ITEM, is_object},        /* the same in a tuple, even if it is more than a capture keeps */
	{"count", NUMBER | ITEM, is_count}, /* any number that counts something */
};

bool wildcard_admits(const char *word, const struct value *value)
{
	for (size_t i = 0; i < sizeof wildcards / sizeof *wildcards; i++)
		if (strcmp(wildcards[i].word, word) == 0)
			return wildcards[i].admits(value);
	return false;
}

struct reading {
	struct reader *reader;
	const struct token *token;
	const struct marker_argument *argument;
	struct template *template;
	unsigned types; /* what the form stands for; set by its reader */
	unsigned depth; /* 0: the argument itself; more: an item of a tuple */
	size_t *items;  /* of all the tuples of the argument, so far */
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
	/* A str may have a NUL inside. */
	int rc = (reading->depth ? token_bytes : token_text)(&reading->reader->cursor, reading->token, &text,
							     &value->length, err);

	reading->types = TEXT | ITEM;
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

	reading->types = NUMBER | ITEM;
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

	reading->types = TEXT | ITEM;
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

	reading->types = TEXT | NUMBER | OBJECT | ITEM;
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
	return fail(reading, err, "is no wildcard: there are _pointer, _count and, in a tuple, _object",
		    suggestion_text(&suggestion));
}

/* An int of Python's may have any number of digits. */
static bool read_long_number(const struct token *token, struct value *value)
{
	size_t sign = token->text[0] == '-', length = token->length;

	if (length <= sign || token->text[sign] == '0')
		return false;
	for (size_t i = sign; i < length; i++)
		if (!strchr("0123456789", token->text[i]))
			return false;
	*value = (struct value){
		.kind = VALUE_INTEGER, .text = memory_copy(token->text, length), .length = length};
	return true;
}

static int read_integer(struct reading *reading, struct error *err)
{
	const struct token *token = reading->token;
	struct value *value = &reading->template->pattern.value;
	long long number;

	reading->types = NUMBER | ITEM;
	if (!token_integer(token->text, token->length, &number)) {
		if (reading->depth && read_long_number(token, value))
			return 0;
		return fail(reading, err, "is no whole number (a text stands in quotes)", "");
	}
	if (!reading->depth && reading->argument->type == ARGUMENT_INT &&
	    (number < INT_MIN || number > INT_MAX))
		return fail(reading, err, "does not fit into a C int", "");
	*value = (struct value){.kind = VALUE_INTEGER, .integer = number};
	return 0;
}

/* <code>, <"a name">: an object of that type. */
static int read_type(struct reading *reading, struct error *err)
{
	struct token name = *reading->token;
	struct value *value = &reading->template->pattern.value;
	char *text;
	int rc;

	reading->types = OBJECT | ITEM;
	if (name.length < 3 || name.text[name.length - 1] != '>')
		return fail(reading, err, "is no object: one is written by the name of its type, <code>", "");
	name.text++;
	name.column++;
	name.length -= 2;
	name.quoted = name.length >= 2 && name.text[0] == '"' && name.text[name.length - 1] == '"';
	if (name.quoted) {
		name.text++;
		name.length -= 2;
	}
	rc = token_text(&reading->reader->cursor, &name, &text, &value->length, err);
	if (rc < 0)
		return rc;
	value->kind = VALUE_OBJECT;
	value->text = text;
	return 0;
}

/* tuple[N] */
static int read_size(struct reading *reading, struct error *err)
{
	static const char tuple[] = "tuple[";
	const struct token *token = reading->token;
	size_t skip = strlen(tuple);
	long long size;

	reading->types = OBJECT | ITEM;
	if (token->length <= skip || memcmp(token->text, tuple, skip) != 0 ||
	    token->text[token->length - 1] != ']' ||
	    !token_integer(token->text + skip, token->length - skip - 1, &size) || size < 0)
		return fail(reading, err,
			    "is no value: a text stands in quotes, a label is @name, a tuple is (1, \"two\")",
			    "");
	/* Of an empty one there is nothing more to know. */
	reading->template->pattern.kind = size ? PATTERN_SIZE : PATTERN_TUPLE;
	reading->template->pattern.value.integer = size;
	return 0;
}

/* NULL, None, True, False and tuple[N]. */
static int read_word(struct reading *reading, struct error *err)
{
	static const struct {
		const char *word;
		unsigned types;
		struct value value;
	} words[] = {
		{"NULL", TEXT | OBJECT | ITEM, {.kind = VALUE_NULL}},
		{"None", OBJECT | ITEM, {.kind = VALUE_NONE}},
		{"True", OBJECT | ITEM, {.kind = VALUE_BOOL, .integer = 1}},
		{"False", OBJECT | ITEM, {.kind = VALUE_BOOL}},
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (!token_is(reading->token, words[i].word))
			continue;
		reading->types = words[i].types;
		reading->template->pattern.value = words[i].value;
		if (!reading->depth && reading->argument->type != ARGUMENT_OBJECT &&
		    words[i].value.kind == VALUE_NONE)
			return fail(reading, err, "is Python's word: a null pointer is written NULL", "");
		return 0;
	}
	return read_size(reading, err);
}

static int read_form(struct reading *reading, struct error *err);

/* What stands where an item or the end of the list should. */
static int wrong_part(const struct reading *reading, const struct token *token, int rc, const char *wanted,
		      struct error *err)
{
	if (rc < 0)
		return rc;
	if (rc == 0)
		return cursor_error(&reading->reader->cursor, reading->token, err,
				    "the tuple that begins here has no closing ) in its line");
	return cursor_error(&reading->reader->cursor, token, err, "%s expected here, not %s%.*s%s", wanted,
			    token->quoted ? "\"" : "`", (int)token->length, token->text,
			    token->quoted ? "\"" : "`");
}

static int read_item(struct reading *tuple, const struct token *token, struct error *err)
{
	struct template *template = tuple->template;
	struct reading reading = *tuple;
	int rc;

	template->items = memory_grow(template->items, template->item_count, sizeof *template->items);
	reading.template = &template->items[template->item_count++];
	reading.token = token;
	reading.depth++;
	if (++*reading.items > EVENT_ITEMS_MAX || reading.depth > DEPTH_MAX)
		return cursor_error(&reading.reader->cursor, token, err,
				    "more than %d items, or nested too deep: so much is never captured",
				    EVENT_ITEMS_MAX);
	rc = read_form(&reading, err);
	if (rc == 0 && !(reading.types & ITEM))
		return fail(&reading, err, "cannot stand in a tuple: an object there is _object", "");
	return rc;
}

/* `(` was read; up to its `)`. */
static int read_tuple(struct reading *reading, struct error *err)
{
	struct cursor *cursor = &reading->reader->cursor;
	struct token token;
	int rc;

	reading->types = OBJECT | ITEM;
	reading->template->pattern.kind = PATTERN_TUPLE;
	for (bool first = true;; first = false) {
		rc = cursor_part(cursor, &token, err);
		if (first && rc > 0 && token_is(&token, ")"))
			return 0;
		if (rc <= 0 || token_is(&token, ")") || token_is(&token, ","))
			return wrong_part(reading, &token, rc, "an item", err);
		rc = read_item(reading, &token, err);
		if (rc < 0)
			return rc;
		rc = cursor_part(cursor, &token, err);
		if (rc > 0 && token_is(&token, ")"))
			return 0;
		if (rc <= 0 || !token_is(&token, ","))
			return wrong_part(reading, &token, rc, "a comma or )", err);
	}
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
	case '<': return read_type(reading, err);
	case '(': return read_tuple(reading, err);
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
	case ARGUMENT_OBJECT:
		return "an object: (1, \"two\"), tuple[2], <list>, None, NULL, _pointer or ?name";
	}
	return "?";
}

/* A `)` may be followed by nothing but the next value. */
static int end_tuple(const struct cursor *cursor, struct error *err)
{
	if (strchr(" \t\r\n#", *cursor->at))
		return 0;
	return cursor_error(cursor, NULL, err, "a blank is missing behind the tuple");
}

int template_read(struct reader *reader, const struct token *token, const struct marker *marker,
		  unsigned argument, struct template *template, struct error *err)
{
	size_t items = 0;
	struct reading reading = {.reader = reader,
				  .token = token,
				  .argument = &marker->arguments[argument],
				  .template = template,
				  .items = &items};
	int rc = read_form(&reading, err);

	if (rc == 0 && !(reading.types & 1U << reading.argument->type))
		return cursor_error(&reader->cursor, token, err, "%s of %s is %s; not %s%.*s%s",
				    reading.argument->name, marker->name, type_words(reading.argument->type),
				    token->quoted ? "\"" : "", (int)token->length, token->text,
				    token->quoted ? "\"" : "");
	return rc == 0 && token_is(token, "(") ? end_tuple(&reader->cursor, err) : rc;
}

void template_fini(struct template *template)
{
	value_free(&template->pattern.value);
	free(template->pattern.word);
	free(template->beside);
	for (size_t i = 0; i < template->item_count; i++)
		template_fini(&template->items[i]);
	free(template->items);
}
