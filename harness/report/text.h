/* SPDX-License-Identifier: BSD-2-Clause */
/* text: any bytes made fit for a document that must be well-formed UTF-8 (JSON, XML, YAML). */
#ifndef PROBETAP_REPORT_TEXT_H
#define PROBETAP_REPORT_TEXT_H

#include <probetap/buffer.h>
#include <stdbool.h>
#include <stdio.h>

/* Adds the text with every byte that is no part of a printable UTF-8 character written as \xHH; line feeds
 * and tabs stay. What comes out is allowed in JSON, XML and YAML alike. NULL adds nothing. */
void text_add_clean(struct buffer *buffer, const char *text);
/* The same on one line: white space of any kind becomes one blank. */
void text_add_line(struct buffer *buffer, const char *text);
/* A clean copy, or NULL for NULL; the caller frees. */
char *text_clean(const char *text);
bool text_is_clean(const char *text);
/* Prints each line of the text clean, behind an indent. NULL prints nothing. */
void text_print_lines(FILE *to, const char *indent, const char *text);
/* Prints the text clean, so that no result can command a terminal. */
void text_print(FILE *to, const char *text);

#endif
