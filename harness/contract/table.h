/* SPDX-License-Identifier: BSD-2-Clause */
/* table: the lines and words of the text tables below targets/, with places for messages. */
#ifndef PROBETAP_CONTRACT_TABLE_H
#define PROBETAP_CONTRACT_TABLE_H

#include <probetap/buffer.h>
#include <probetap/error.h>
#include <stdbool.h>
#include <stddef.h>

enum { TABLE_WORDS_MAX = 64 };

struct word {
	const char *text; /* not terminated */
	size_t length;
	unsigned column; /* counts from 1 */
};

struct table {
	const char *path;
	struct buffer text;
	const char *next;
	unsigned line;
	struct word words[TABLE_WORDS_MAX]; /* of the present line; comments are no words */
	size_t word_count;
};

int table_open(const char *path, struct table *table, struct error *err);
/* The next line that has words. 1, 0 at the end, or -EBADMSG. */
int table_line(struct table *table, struct error *err);
void table_close(struct table *table);

/* Writes "path:line:column: …" and returns -EBADMSG. A NULL word means the end of the line. */
int table_error(const struct table *table, const struct word *word, struct error *err, const char *format,
		...) __attribute__((format(printf, 4, 5)));
bool word_is(const struct word *word, const char *text);
char *word_text(const struct word *word);

#endif
