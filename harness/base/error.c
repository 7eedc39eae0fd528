/* SPDX-License-Identifier: BSD-2-Clause */
#include <probetap/error.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int error_set(struct error *err, int code, const char *format, ...)
{
	va_list arguments;

	if (err) {
		va_start(arguments, format);
		vsnprintf(err->text, sizeof err->text, format, arguments);
		va_end(arguments);
	}
	return -abs(code);
}

int error_prefix(struct error *err, int rc, const char *format, ...)
{
	char prefix[512], *old;
	va_list arguments;

	if (!err)
		return rc;
	va_start(arguments, format);
	vsnprintf(prefix, sizeof prefix, format, arguments);
	va_end(arguments);
	old = strndupa(err->text, sizeof err->text - sizeof prefix - 3);
	snprintf(err->text, sizeof err->text, "%s: %s", prefix, old);
	return rc;
}

const char *error_reason(int code)
{
	static _Thread_local char text[128];

	return strerror_r(abs(code), text, sizeof text);
}
