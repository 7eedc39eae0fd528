/* SPDX-License-Identifier: BSD-2-Clause */
#include <probetap/memory.h>

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *or_exit(void *memory)
{
	if (memory)
		return memory;
	fputs("probetap: out of memory: no verdict can be given\n", stderr);
	exit(3);
}

void *memory_zeroed(size_t count, size_t size)
{
	return or_exit(calloc(count ? count : 1, size ? size : 1));
}

void *memory_copy(const void *from, size_t length)
{
	char *copy = or_exit(malloc(length + 1));

	if (length)
		memcpy(copy, from, length);
	copy[length] = '\0';
	return copy;
}

char *memory_text(const char *text)
{
	return memory_copy(text, strlen(text));
}

char *memory_format(const char *format, ...)
{
	va_list arguments;
	char *text;
	int length;

	va_start(arguments, format);
	length = vasprintf(&text, format, arguments);
	va_end(arguments);
	return or_exit(length < 0 ? NULL : text);
}

void *memory_grow(void *list, size_t count, size_t size)
{
	/* Full exactly when the count is zero or a power of two. */
	if ((count & (count - 1)) == 0)
		list = or_exit(reallocarray(list, count ? count * 2 : 1, size));
	memset((char *)list + count * size, 0, size);
	return list;
}
