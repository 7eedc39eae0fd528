/* SPDX-License-Identifier: BSD-2-Clause */
#include "text.h"

#include <stdlib.h>
#include <string.h>

/* U+FFFE and U+FFFF are well-formed UTF-8 and yet no characters: XML forbids them. */
static bool is_noncharacter(const char *text, size_t length)
{
	return length == 3 && (memcmp(text, "\xef\xbf\xbe", 3) == 0 || memcmp(text, "\xef\xbf\xbf", 3) == 0);
}

/* Bytes that can stay as they are from here on; 0: this byte must be escaped. */
static size_t clean_length(const char *text, size_t length)
{
	size_t sequence;

	if ((text[0] >= 0x20 && text[0] < 0x7f) || text[0] == '\n' || text[0] == '\t')
		return 1;
	sequence = buffer_utf8_sequence(text, length);
	return is_noncharacter(text, sequence) ? 0 : sequence;
}

void text_add_clean(struct buffer *buffer, const char *text)
{
	size_t taken, length = text ? strlen(text) : 0;

	for (size_t i = 0; i < length; i += taken) {
		taken = clean_length(text + i, length - i);
		if (taken > 0) {
			buffer_add(buffer, text + i, taken);
			continue;
		}
		buffer_printf(buffer, "\\x%02x", (unsigned char)text[i]);
		taken = 1;
	}
}

void text_add_line(struct buffer *buffer, const char *text)
{
	struct buffer clean = {0};
	const char *from;

	text_add_clean(&clean, text);
	from = buffer_text(&clean);
	from += strspn(from, " \t\n");
	while (*from) {
		size_t word = strcspn(from, " \t\n");

		buffer_add(buffer, from, word);
		from += word;
		from += strspn(from, " \t\n");
		if (*from)
			buffer_add(buffer, " ", 1);
	}
	buffer_fini(&clean);
}

char *text_clean(const char *text)
{
	struct buffer clean = {0};

	if (!text)
		return NULL;
	text_add_clean(&clean, text);
	return buffer_take(&clean);
}

bool text_is_clean(const char *text)
{
	size_t taken, length = strlen(text);

	for (size_t i = 0; i < length; i += taken) {
		taken = clean_length(text + i, length - i);
		if (taken == 0)
			return false;
	}
	return true;
}

void text_print(FILE *to, const char *text)
{
	char *clean = text_clean(text);

	if (clean)
		fputs(clean, to);
	free(clean);
}

void text_print_lines(FILE *to, const char *indent, const char *text)
{
	char *clean = text_clean(text);
	const char *line = clean;

	while (line && *line) {
		size_t length = strcspn(line, "\n");

		fprintf(to, "%s%.*s\n", indent, (int)length, line);
		line += length + (line[length] == '\n');
	}
	free(clean);
}
