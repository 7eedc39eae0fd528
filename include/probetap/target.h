/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * target: an interpreter under test.
 *
 * A path to an executable or to a libpython, with or without a root directory around it. Opening a target
 * says clearly what a path is not (a shell shim, a script, a static archive, another architecture …), runs
 * the interpreter once to ask for its version and facets, and decides by what is mapped in that run which ELF
 * object carries the markers.
 */
#ifndef PROBETAP_TARGET_H
#define PROBETAP_TARGET_H

#include <probetap/contract.h>
#include <probetap/error.h>
#include <probetap/object.h>
#include <probetap/version.h>
#include <stdbool.h>

struct target {
	char *name;       /* as the user wrote it */
	char *title;      /* what messages call it: the name, and the root where there is one */
	char *root;       /* host path of the root directory, or NULL: the host itself */
	char *executable; /* what is run, as seen inside the root, links resolved; a library is run by a copy
			     of the host program in each run's directory */
	char *library;    /* the libpython under test as seen inside the root, where the target is a library;
			     else NULL */
	char *host_executable; /* the same file from outside */
	struct version version;
	char *version_text;   /* "3.11.2", "3.15.0rc1+" */
	char *implementation; /* sys.version, one line */
	unsigned facets;
	bool newer_than_tables; /* judged by the newest contract */
	/* The object that carries the markers; where none does, the one that would (the mapped libpython,
	 * else the executable). */
	struct object *object;
	char *object_path;            /* as seen inside the root */
	unsigned run_user, run_group; /* whom programs are run as */
};

struct target_options {
	const char *root;          /* --root */
	unsigned deadline_seconds; /* for the run that asks; 0: the default */
};

/*
 * Errors: -ENOENT, -EISDIR, -EACCES; -ENOEXEC: not an interpreter or libpython for this machine (the message
 * says what it is and what to try); -EPROTO: it ran and did not answer as a Python (crashed: signal and last
 * words; another answer); -ETIMEDOUT: it hung; -EPERM: this user cannot enter the root.
 */
int target_open(const char *path, const struct target_options *options, const struct contract *contract,
		struct target **result, struct error *err);
void target_close(struct target *target);

/* "3.11.2 debug shared" */
void target_describe(const struct target *target, char *text, size_t size);
/* What has to be said of one that is newer than the tables: by which contract it is judged. False: nothing.
 */
bool target_remark(const struct target *target, const struct contract *contract, char *text, size_t size);

#endif
