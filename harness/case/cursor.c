/* SPDX-License-Identifier: BSD-2-Clause */
#include "cursor.h"

#include <probetap/memory.h>
#include <probetap/path.h>

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CASE_BYTES_MAX = 4 << 20 };

static const char blanks[] = " \t\r", byte_order_mark[] = "\xef\xbb\xbf";

int cursor_open(const char *path, struct cursor *cursor, struct error *err)
{
	int rc;

	*cursor = (struct cursor){.path = path};
	rc = path_read(path, CASE_BYTES_MAX, &cursor->text, err);
	if (rc == 0 && memchr(buffer_text(&cursor->text), '\0', cursor->text.length))
		rc = error_set(err, EBADMSG, "%s: is not a text: it has a NUL byte", path);
	cursor->next = cursor->start = cursor->at = buffer_text(&cursor->text);
	if (strncmp(cursor->next, byte_order_mark, strlen(byte_order_mark)) == 0)
		cursor->next += strlen(byte_order_mark);
	if (rc < 0)
		cursor_close(cursor);
	return rc;
}

void cursor_close(struct cursor *cursor)
{
	buffer_fini(&cursor->text);
}

int cursor_line(struct cursor *cursor, struct token *token, struct error *err)
{
	while (*cursor->next) {
		int rc;

		cursor->start = cursor->at = cursor->next;
		cursor->next += strcspn(cursor->next, "\n");
		cursor->next += *cursor->next == '\n';
		cursor->line++;
		rc = cursor_token(cursor, token, err);
		if (rc != 0)
			return rc;
	}
	return 0;
}

static bool at_line_end(const struct cursor *cursor)
{
	return *cursor->at == '\0' || *cursor->at == '\n' || *cursor->at == '#';
}

static int take_quoted(struct cursor *cursor, struct token *token, struct error *err)
{
	token->quoted = true;
	token->text = ++cursor->at;
	while (*cursor->at != '"') {
		cursor->at += *cursor->at == '\\' && cursor->at[1] != '\n' && cursor->at[1] != '\0';
		if (*cursor->at == '\0' || *cursor->at == '\n')
			return cursor_error(cursor, token, err,
					    "the text that begins here has no closing \"");
		cursor->at++;
	}
	token->length = (size_t)(cursor->at - token->text);
	cursor->at++;
	return 1;
}

/* Skips blanks. False: the line ends here. */
static bool begin_token(struct cursor *cursor, struct token *token)
{
	cursor->at += strspn(cursor->at, blanks);
	*token = (struct token){.text = cursor->at,
				.line = cursor->line,
				.column = (unsigned)(cursor->at - cursor->start) + 1};
	return !at_line_end(cursor);
}

static int end_word(const struct cursor *cursor, const struct token *token, struct error *err)
{
	if (token->quoted && !at_line_end(cursor) && !strchr(blanks, *cursor->at))
		return cursor_error(
			cursor, NULL, err,
			"a blank is missing behind the text (a \" inside a text is written \\\")");
	if (!token->quoted && memchr(token->text, '"', token->length))
		return cursor_error(cursor, token, err,
				    "a \" in the middle of a word: put the whole word in quotes");
	return 1;
}

int cursor_token(struct cursor *cursor, struct token *token, struct error *err)
{
	int rc = 1;

	if (!begin_token(cursor, token))
		return 0;
	if (*cursor->at == '"') {
		rc = take_quoted(cursor, token, err);
	} else {
		token->length = strcspn(cursor->at, " \t\r\n");
		cursor->at += token->length;
	}
	return rc < 0 ? rc : end_word(cursor, token, err);
}

/* <"a name"> is one word. */
static int take_type(struct cursor *cursor, struct token *token, struct error *err)
{
	struct token name = *token;
	int rc;

	cursor->at++;
	rc = take_quoted(cursor, &name, err);
	if (rc > 0 && *cursor->at != '>')
		return cursor_error(cursor, NULL, err, "a > is missing behind the name of a type");
	token->length = (size_t)(++cursor->at - token->text);
	return rc;
}

int cursor_value(struct cursor *cursor, struct token *token, struct error *err)
{
	if (!begin_token(cursor, token))
		return 0;
	if (strncmp(cursor->at, "<\"", 2) == 0)
		return take_type(cursor, token, err);
	if (*cursor->at != '(')
		return cursor_token(cursor, token, err);
	token->length = 1;
	cursor->at++;
	return 1;
}

int cursor_part(struct cursor *cursor, struct token *token, struct error *err)
{
	static const char ends[] = " \t\r\n(),\"";

	if (!begin_token(cursor, token))
		return 0;
	if (*cursor->at == '"') {
		int rc = take_quoted(cursor, token, err);
		if (rc > 0 && !at_line_end(cursor) && !strchr(" \t\r,)", *cursor->at))
			return cursor_error(
				cursor, NULL, err,
				"a comma is missing behind the text (a \" inside a text is written \\\")");
		return rc;
	}
	if (strncmp(cursor->at, "<\"", 2) == 0)
		return take_type(cursor, token, err);
	token->length = strcspn(cursor->at, ends);
	token->length += token->length == 0;
	cursor->at += token->length;
	return 1;
}

void cursor_rest(struct cursor *cursor, struct token *token)
{
	cursor->at += strspn(cursor->at, blanks);
	*token = (struct token){.text = cursor->at,
				.line = cursor->line,
				.column = (unsigned)(cursor->at - cursor->start) + 1};
	while (!at_line_end(cursor)) {
		cursor->at += strcspn(cursor->at, " \t\r\n");
		token->length = (size_t)(cursor->at - token->text);
		cursor->at += strspn(cursor->at, blanks);
	}
}

int cursor_end(struct cursor *cursor, const char *behind, struct error *err)
{
	struct token token;
	int rc = cursor_token(cursor, &token, err);

	if (rc <= 0)
		return rc;
	return cursor_error(cursor, &token, err, "nothing may stand behind %s in its line", behind);
}

int cursor_error(const struct cursor *cursor, const struct token *token, struct error *err,
		 const char *format, ...)
{
	unsigned column = token ? token->column : (unsigned)(cursor->at - cursor->start) + 1;
	char what[1024];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(what, sizeof what, format, arguments);
	va_end(arguments);
	return error_set(err, EBADMSG, "%s:%u:%u: %s", cursor->path, token ? token->line : cursor->line,
			 column, what);
}

bool token_is(const struct token *token, const char *word)
{
	return !token->quoted && strlen(word) == token->length &&
	       memcmp(word, token->text, token->length) == 0;
}

bool token_is_name(const char *text, size_t length)
{
	if (length == 0 || isdigit((unsigned char)text[0]) || text[0] == '-')
		return false;
	for (size_t i = 0; i < length; i++)
		if (!isalnum((unsigned char)text[i]) && text[i] != '_' && text[i] != '-')
			return false;
	return true;
}

bool token_integer(const char *text, size_t length, long long *number)
{
	char digits[24], *end;
	size_t sign = length > 0 && text[0] == '-';

	if (length <= sign || length >= sizeof digits)
		return false;
	for (size_t i = sign; i < length; i++)
		if (!isdigit((unsigned char)text[i]))
			return false;
	memcpy(digits, text, length);
	digits[length] = '\0';
	errno = 0;
	*number = strtoll(digits, &end, 10);
	return errno == 0;
}

static int hexadecimal(char digit)
{
	static const char digits[] = "0123456789abcdef";
	const char *found = digit ? strchr(digits, tolower((unsigned char)digit)) : NULL;

	return found ? (int)(found - digits) : -1;
}

/* One escape, `at` behind the backslash. Returns how many bytes of the file it took, 0 if it is none. */
static size_t undo_escape(const char *at, size_t left, char *byte)
{
	static const char named[][2] = {{'n', '\n'}, {'t', '\t'},  {'r', '\r'},
					{'"', '"'},  {'\\', '\\'}, {'0', '\0'}};

	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		if (*at == named[i][0]) {
			*byte = named[i][1];
			return 1;
		}
	if (*at != 'x' || left < 3 || hexadecimal(at[1]) < 0 || hexadecimal(at[2]) < 0)
		return 0;
	*byte = (char)(hexadecimal(at[1]) * 16 + hexadecimal(at[2]));
	return 3;
}

static int undo_escapes(const struct cursor *cursor, const struct token *token, bool nul, char **text,
			size_t *length, struct error *err)
{
	struct token place = *token;
	struct buffer bytes = {0};
	size_t taken;

	for (size_t i = 0; i < token->length; i += taken) {
		char byte = token->text[i];

		taken = 1;
		place.column = token->column + 1 + (unsigned)i;
		if (token->quoted && byte == '\\') {
			taken = undo_escape(token->text + i + 1, token->length - i - 1, &byte);
			if (taken++ == 0) {
				buffer_fini(&bytes);
				return cursor_error(cursor, &place, err,
						    "unknown escape: \\n \\t \\r \\\" \\\\ \\xHH are known");
			}
		}
		if (byte == '\0' && !nul) {
			buffer_fini(&bytes);
			return cursor_error(
				cursor, &place, err,
				"a C string ends before its first NUL byte: this text can never be seen");
		}
		buffer_add(&bytes, &byte, 1);
	}
	*length = bytes.length;
	*text = buffer_take(&bytes);
	return 0;
}

int token_bytes(const struct cursor *cursor, const struct token *token, char **text, size_t *length,
		struct error *err)
{
	return undo_escapes(cursor, token, true, text, length, err);
}

int token_text(const struct cursor *cursor, const struct token *token, char **text, size_t *length,
	       struct error *err)
{
	return undo_escapes(cursor, token, false, text, length, err);
}
