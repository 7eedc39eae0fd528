/* SPDX-License-Identifier: BSD-2-Clause */
#include "fuzz.h"

#include <probetap/memory.h>
#include <probetap/path.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *directory;

static void remove_directory(void)
{
	path_remove_tree(directory, NULL);
	free(directory);
}

const char *scratch(void)
{
	struct error err;

	if (directory)
		return directory;
	if (path_make_temporary(geteuid(), getegid(), &directory, &err) < 0) {
		fprintf(stderr, "%s\n", err.text);
		exit(2);
	}
	atexit(remove_directory);
	return directory;
}

static void make_parents(char *path)
{
	for (char *slash = strchr(path + strlen(directory) + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		demand(mkdir(path, 0700) == 0 || errno == EEXIST);
		*slash = '/';
	}
}

char *scratch_write(const char *name, const void *bytes, size_t length)
{
	char *path = path_join(scratch(), name);
	int fd;

	make_parents(path);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	demand(fd >= 0 && (!length || write(fd, bytes, length) == (ssize_t)length));
	close(fd);
	return path;
}

const char *part(const uint8_t *bytes, size_t size, unsigned number, size_t *length)
{
	const char *from = (const char *)bytes, *end = from + size, *nul;

	for (; number > 0; number--) {
		nul = from < end ? memchr(from, '\0', (size_t)(end - from)) : NULL;
		from = nul ? nul + 1 : end;
	}
	nul = from < end ? memchr(from, '\0', (size_t)(end - from)) : NULL;
	*length = (size_t)((nul ? nul : end) - from);
	return *length ? from : "";
}
