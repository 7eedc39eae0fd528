/* SPDX-License-Identifier: BSD-2-Clause */
/* identity: what an interpreter says of itself when it is asked (targets/cpython/identify.py), and what it
 * has mapped meanwhile. */
#ifndef PROBETAP_TARGET_IDENTITY_H
#define PROBETAP_TARGET_IDENTITY_H

#include <probetap/error.h>
#include <probetap/target.h>

struct identity {
	struct version version;
	char *version_text, *implementation_text, *implementation_name;
	unsigned facets;
	char **mapped; /* host paths of the files that were mapped executable, in order of address */
	size_t mapped_count;
};

/* Runs target->executable. Errors as target_open. */
int identity_ask(const struct target *target, unsigned deadline_seconds, struct identity *identity,
		 struct error *err);
void identity_fini(struct identity *identity);

#endif
