/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * mapping: where a process has the object in its memory.
 */
#ifndef CAPTURE_MAPPING_H
#define CAPTURE_MAPPING_H

#include <probetap/error.h>
#include <probetap/object.h>
#include <sys/types.h>

/*
 * The load address minus the link address of the object's code in that process (0 for a fixed executable).
 * -ENOENT: it is not mapped there (or not yet); -ESRCH: the process is gone; -EACCES …
 */
int mapping_find(pid_t pid, const struct object *object, uint64_t *bias, struct error *err);

#endif
