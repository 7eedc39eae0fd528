/* SPDX-License-Identifier: BSD-2-Clause */
#include "host.h"

#include <probetap/memory.h>
#include <probetap/path.h>

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A test lies a few directories below the build directory, probetap itself in it. */
enum { LEVELS = 3 };

static char *host_in_tree(void)
{
	char self[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);

	if (length <= 0)
		return NULL;
	self[length] = '\0';
	for (int level = 0; level < LEVELS; level++) {
		char *slash = strrchr(self, '/'), *path;

		if (!slash || slash == self)
			return NULL;
		*slash = '\0';
		path = path_join(self, "probetap-host");
		if (access(path, X_OK) == 0)
			return path;
		free(path);
	}
	return NULL;
}

char *host_path(struct error *err)
{
	char *path = host_in_tree();

	if (path)
		return path;
	if (access(PROBETAP_LIBEXECDIR "/probetap-host", X_OK) == 0)
		return memory_text(PROBETAP_LIBEXECDIR "/probetap-host");
	error_set(
		err, ENOENT,
		"probetap-host: not found beside probetap nor in " PROBETAP_LIBEXECDIR
		": the program that runs a libpython: install probetap whole (`make install`), or run it in its build directory");
	return NULL;
}
