/* SPDX-License-Identifier: BSD-2-Clause */
#include "table.h"

#include <probetap/memory.h>
#include <probetap/path.h>

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { TABLE_BYTES_MAX = 1 << 20 };

int table_open(const char *path, struct table *table, struct error *err)
{
	int rc;

	*table = (struct table){.path = path};
	rc = path_read(path, TABLE_BYTES_MAX, &table->text, err);
	if (rc == 0 && memchr(buffer_text(&table->text), '\0', table->text.length))
		rc = error_set(err, EBADMSG, "%s: is not a text: it has a NUL byte", path);
	table->next = buffer_text(&table->text);
	if (rc < 0)
		table_close(table);
	return rc;
}

static int split(struct table *table, const char *line, size_t length, struct error *err)
{
	const char *at = line, *end = line + length;

	table->word_count = 0;
	while (at < end) {
		at += strspn(at, " \t\r");
		if (at >= end || *at == '#')
			break;
		if (table->word_count == TABLE_WORDS_MAX)
			return table_error(table, &table->words[TABLE_WORDS_MAX - 1], err,
					   "more than %d words in a line", TABLE_WORDS_MAX);
		table->words[table->word_count] =
			(struct word){at, strcspn(at, " \t\r\n"), (unsigned)(at - line) + 1};
		at += table->words[table->word_count++].length;
	}
	return 0;
}

int table_line(struct table *table, struct error *err)
{
	while (*table->next) {
		const char *line = table->next;
		size_t length = strcspn(line, "\n");
		int rc;

		table->next += length + (line[length] == '\n');
		table->line++;
		rc = split(table, line, length, err);
		if (rc < 0)
			return rc;
		if (table->word_count > 0)
			return 1;
	}
	return 0;
}

void table_close(struct table *table)
{
	buffer_fini(&table->text);
}

int table_error(const struct table *table, const struct word *word, struct error *err, const char *format,
		...)
{
	const struct word *last = table->word_count ? &table->words[table->word_count - 1] : NULL;
	char what[1024];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(what, sizeof what, format, arguments);
	va_end(arguments);
	return error_set(err, EBADMSG, "%s:%u:%u: %s", table->path, table->line,
			 word   ? word->column
			 : last ? last->column + (unsigned)last->length
				: 1,
			 what);
}

bool word_is(const struct word *word, const char *text)
{
	return word->length == strlen(text) && memcmp(word->text, text, word->length) == 0;
}

char *word_text(const struct word *word)
{
	return memory_copy(word->text, word->length);
}
