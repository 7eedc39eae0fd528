/* SPDX-License-Identifier: BSD-2-Clause */
/* What a file is that is no ELF executable: the answer to "why can it not be a target" is half of the help.
 */
#include "image.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static const struct {
	const char *magic;
	unsigned char length;
	const char *what;
} kinds[] = {
	{"!<arch>\n", 8, "a static archive: its markers are in what was linked with it"},
	{"!<thin>\n", 8, "a thin static archive: its markers are in what was linked with it"},
	{"MZ", 2, "a Windows or DOS executable"},
	{"\xcf\xfa\xed\xfe", 4, "a Mach-O executable"},
	{"\xca\xfe\xba\xbe", 4, "a Mach-O or Java file"},
	{"\x1f\x8b", 2, "compressed by gzip"},
	{"\xfd"
	 "7zXZ",
	 5, "compressed by xz"},
	{"\x28\xb5\x2f\xfd", 4, "compressed by zstd"},
	{"PK\003\004", 4, "a zip archive"},
	{"BC\xc0\xde", 4, "LLVM bitcode: not yet machine code"},
};

static bool is_text(const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)bytes[i] < 0x20 && !strchr("\t\n\r\f\033", bytes[i] ? bytes[i] : 1))
			return false;
	return true;
}

/* "#! /usr/bin/env python3\n" */
static int describe_script(const char *path, const char *head, size_t length, struct error *err)
{
	size_t from = 2, to;

	while (from < length && (head[from] == ' ' || head[from] == '\t'))
		from++;
	for (to = from; to < length && (unsigned char)head[to] >= 0x20;)
		to++;
	return error_set(err, ENOEXEC,
			 "%s: is a script for `%.*s`, no ELF executable: name the interpreter itself", path,
			 (int)(to - from), head + from);
}

int foreign_describe(const char *path, int fd, struct error *err)
{
	char head[256];
	ssize_t got = pread(fd, head, sizeof head, 0);
	const char *what = "no ELF executable or shared library";

	if (got < 0)
		return error_set(err, errno, "%s: cannot be read: %s", path, error_reason(errno));
	if (got == 0)
		return error_set(err, ENOEXEC, "%s: is empty", path);
	if (got >= 2 && memcmp(head, "#!", 2) == 0)
		return describe_script(path, head, (size_t)got, err);
	if (is_text(head, (size_t)got))
		what = "a text, no ELF executable or shared library";
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (got >= kinds[i].length && memcmp(head, kinds[i].magic, kinds[i].length) == 0)
			what = kinds[i].what;
	return error_set(err, ENOEXEC, "%s: is %s", path, what);
}
