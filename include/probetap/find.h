/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * find: where interpreters and libpythons may be on this machine, or in a root directory.
 *
 * Looks by name only and runs nothing but `ldconfig -p`: whether a path is a target at all is for target_open
 * to say.
 */
#ifndef PROBETAP_FIND_H
#define PROBETAP_FIND_H

#include <probetap/error.h>
#include <stddef.h>

struct found {
	char **paths; /* as seen inside the root, links resolved; each file once, interpreters before
			 libraries */
	size_t count;
};

/* PATH (not in a root), the usual prefixes, the version managers' directories of the users' homes, the
 * linker's cache and the usual library directories. -errno where the root is no directory. */
int find_targets(const char *root, struct found *found, struct error *err);
void found_fini(struct found *found);

#endif
