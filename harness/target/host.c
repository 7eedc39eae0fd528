/* SPDX-License-Identifier: BSD-2-Clause */
#include "host.h"

#include <probetap/memory.h>
#include <probetap/path.h>
#include <probetap/place.h>

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static char *host_in_tree(void)
{
	char *program = place_of_program(), *build = program ? place_build(program) : NULL,
	     *path = build ? path_join(build, "probetap-host") : NULL;

	if (path && access(path, X_OK) < 0) {
		free(path);
		path = NULL;
	}
	free(build);
	free(program);
	return path;
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
		"probetap-host: not found in probetap's build directory nor in " PROBETAP_LIBEXECDIR
		": the program that runs a libpython: install probetap whole (`make install`), or run it in its build directory");
	return NULL;
}
