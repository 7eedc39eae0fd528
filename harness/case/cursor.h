/* SPDX-License-Identifier: BSD-2-Clause */
/* cursor: the lines and words of a case file, with places for messages. */
#ifndef PROBETAP_CASE_CURSOR_H
#define PROBETAP_CASE_CURSOR_H

#include <probetap/buffer.h>
#include <probetap/error.h>
#include <stdbool.h>
#include <stddef.h>

struct token {
	const char *text; /* not terminated; what stands between the quotes of a quoted one */
	size_t length;
	unsigned line, column; /* both count from 1 */
	bool quoted;
};

struct cursor {
	const char *path;
	struct buffer text;
	const char *next;       /* the next line */
	const char *start, *at; /* the present line */
	unsigned line;
};

int cursor_open(const char *path, struct cursor *cursor, struct error *err);
void cursor_close(struct cursor *cursor);
/* Goes to the next line that has words and takes the first one. 1, 0 at the end of the file, or -EBADMSG. */
int cursor_line(struct cursor *cursor, struct token *token, struct error *err);
/* The next word of the line. 1, 0 at its end, or -EBADMSG. */
int cursor_token(struct cursor *cursor, struct token *token, struct error *err);
/* The same for a value: where it begins with `(`, that alone is the token, and cursor_part gives what
 * follows. */
int cursor_value(struct cursor *cursor, struct token *token, struct error *err);
/* The next part of a list: `(`, `)`, `,` or a word that ends before one of them. 1, 0 at the end of the line,
 * or -EBADMSG. */
int cursor_part(struct cursor *cursor, struct token *token, struct error *err);
/* The rest of the line as it stands there, without a comment. */
void cursor_rest(struct cursor *cursor, struct token *token);
/* -EBADMSG unless the line ends here; `behind` is what it ends with. */
int cursor_end(struct cursor *cursor, const char *behind, struct error *err);

/* Writes "path:line:column: …" and returns -EBADMSG. A NULL token means where the cursor is. */
int cursor_error(const struct cursor *cursor, const struct token *token, struct error *err,
		 const char *format, ...) __attribute__((format(printf, 4, 5)));

bool token_is(const struct token *token, const char *word);
/* A name: letters, digits, `_` and `-`, and no digit at its beginning. */
bool token_is_name(const char *text, size_t length);
/* A whole number, nothing around it. False too where it does not fit. */
bool token_integer(const char *text, size_t length, long long *number);
/* The bytes that the token stands for (escapes undone where it is quoted), terminated; the caller frees. */
int token_bytes(const struct cursor *cursor, const struct token *token, char **text, size_t *length,
		struct error *err);
/* The same, and none of them is NUL. */
int token_text(const struct cursor *cursor, const struct token *token, char **text, size_t *length,
	       struct error *err);

#endif
