/* SPDX-License-Identifier: BSD-2-Clause */
/* buffer: bytes that grow at their end. Always followed by a NUL that is not counted, so `data` is a C string
 * once anything was added (before that it is NULL: use buffer_text). Start with `struct buffer b = {0}`. */
#ifndef PROBETAP_BUFFER_H
#define PROBETAP_BUFFER_H

#include <stddef.h>

struct buffer {
	char *data;
	size_t length;
	size_t capacity;
};

void buffer_add(struct buffer *buffer, const void *bytes, size_t length);
void buffer_add_text(struct buffer *buffer, const char *text);
void buffer_printf(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The text as a quoted C literal: printable ASCII and UTF-8 as they are, the rest as \n \t \" \\ \xHH. */
void buffer_add_quoted(struct buffer *buffer, const char *text, size_t length);
/* The text as one word of a POSIX shell's command line: as it is where that is one already, else in ''. */
void buffer_add_word(struct buffer *buffer, const char *text);
/* Bytes of the well-formed UTF-8 sequence that begins at `text` and is no control character; 0 where there is
 * none, or only an ASCII character. */
size_t buffer_utf8_sequence(const char *text, size_t length);
/* Never NULL. */
const char *buffer_text(const struct buffer *buffer);
/* Hands the bytes to the caller, who frees them; the buffer is empty afterwards. Never NULL. */
char *buffer_take(struct buffer *buffer);
void buffer_clear(struct buffer *buffer);
void buffer_fini(struct buffer *buffer);

#endif
