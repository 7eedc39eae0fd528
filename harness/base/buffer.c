/* SPDX-License-Identifier: BSD-2-Clause */
#include <probetap/buffer.h>
#include <probetap/memory.h>

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void make_room(struct buffer *buffer, size_t more)
{
	size_t wanted = buffer->length + more + 1, capacity = buffer->capacity ? buffer->capacity : 64;
	char *grown;

	if (wanted <= buffer->capacity)
		return;
	while (capacity < wanted)
		capacity *= 2;
	grown = memory_zeroed(1, capacity);
	if (buffer->length)
		memcpy(grown, buffer->data, buffer->length);
	free(buffer->data);
	buffer->data = grown;
	buffer->capacity = capacity;
}

void buffer_add(struct buffer *buffer, const void *bytes, size_t length)
{
	make_room(buffer, length);
	if (length)
		memcpy(buffer->data + buffer->length, bytes, length);
	buffer->length += length;
	buffer->data[buffer->length] = '\0';
}

void buffer_add_text(struct buffer *buffer, const char *text)
{
	buffer_add(buffer, text, strlen(text));
}

void buffer_printf(struct buffer *buffer, const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (length < 0)
		return;
	make_room(buffer, (size_t)length);
	va_start(arguments, format);
	vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, arguments);
	va_end(arguments);
	buffer->length += (size_t)length;
}

size_t buffer_utf8_sequence(const char *bytes, size_t length)
{
	static const struct {
		unsigned char first, last, second_low, second_high, length;
	} forms[] = {
		{0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3}, {0xe1, 0xec, 0x80, 0xbf, 3},
		{0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3}, {0xf0, 0xf0, 0x90, 0xbf, 4},
		{0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4},
	};
	const unsigned char *text = (const unsigned char *)bytes;

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		if (text[0] < forms[i].first || text[0] > forms[i].last || length < forms[i].length)
			continue;
		if (text[1] < forms[i].second_low || text[1] > forms[i].second_high)
			return 0;
		for (size_t k = 2; k < forms[i].length; k++)
			if (text[k] < 0x80 || text[k] > 0xbf)
				return 0;
		return text[0] == 0xc2 && text[1] < 0xa0 ? 0 : forms[i].length; /* C1 control characters */
	}
	return 0;
}

void buffer_add_quoted(struct buffer *buffer, const char *text, size_t length)
{
	static const char named[][3] = {"\nn", "\tt", "\rr", "\"\"", "\\\\"};
	const unsigned char *bytes = (const unsigned char *)text;
	size_t taken;

	buffer_add(buffer, "\"", 1);
	for (size_t i = 0; i < length; i += taken) {
		const char *escape = NULL;

		taken = 1;
		for (size_t k = 0; k < sizeof named / sizeof *named; k++)
			if (text[i] == named[k][0])
				escape = named[k];
		if (escape)
			buffer_printf(buffer, "\\%c", escape[1]);
		else if (bytes[i] >= 0x20 && bytes[i] < 0x7f)
			buffer_add(buffer, text + i, 1);
		else if ((taken = buffer_utf8_sequence(text + i, length - i)) > 0)
			buffer_add(buffer, text + i, taken);
		else {
			buffer_printf(buffer, "\\x%02x", bytes[i]);
			taken = 1;
		}
	}
	buffer_add(buffer, "\"", 1);
}

void buffer_add_word(struct buffer *buffer, const char *text)
{
	static const char plain[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_@%+=:,./-";

	if (*text && strspn(text, plain) == strlen(text)) {
		buffer_add_text(buffer, text);
		return;
	}
	buffer_add(buffer, "'", 1);
	for (; *text; text++)
		if (*text == '\'')
			buffer_add_text(buffer, "'\\''");
		else
			buffer_add(buffer, text, 1);
	buffer_add(buffer, "'", 1);
}

const char *buffer_text(const struct buffer *buffer)
{
	return buffer->data ? buffer->data : "";
}

char *buffer_take(struct buffer *buffer)
{
	char *data = buffer->data ? buffer->data : memory_text("");

	*buffer = (struct buffer){0};
	return data;
}

void buffer_clear(struct buffer *buffer)
{
	buffer->length = 0;
	if (buffer->data)
		buffer->data[0] = '\0';
}

void buffer_fini(struct buffer *buffer)
{
	free(buffer->data);
	*buffer = (struct buffer){0};
}
