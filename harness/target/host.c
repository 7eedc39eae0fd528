/* SPDX-License-Identifier: BSD-2-Clause */
#include "host.h"

#include <probetap/memory.h>
#include <probetap/path.h>

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Where programs of the build tree lie, below the build directory. Only these: whoever may write into a
 * directory further up must not choose what is run. */
static const char *const places[] = {"", "/tests/unit", "/tests/tool"};

static bool ends_with(const char *text, size_t length, const char *end)
{
	size_t end_length = strlen(end);

	return length > end_length && strcmp(text + length - end_length, end) == 0;
}

static char *host_in_tree(void)
{
	char self[PATH_MAX], *found = NULL;
	ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);

	if (length <= 0)
		return NULL;
	self[length] = '\0';
	*strrchr(self, '/') = '\0';
	for (size_t i = 0; !found && i < sizeof places / sizeof *places; i++) {
		size_t directory = strlen(self);
		char *path;

		if (!ends_with(self, directory, places[i]))
			continue;
		path = memory_format("%.*s/probetap-host", (int)(directory - strlen(places[i])), self);
		if (access(path, X_OK) == 0)
			found = path;
		else
			free(path);
	}
	return found;
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
