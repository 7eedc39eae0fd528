/* SPDX-License-Identifier: BSD-2-Clause */
/* generator: the `dtrace` program that turns CPython's list of markers into a header. Two programs have that
 * name: SystemTap's script, which makes headers for <sys/sdt.h> and so notes, and DTrace, the tracer. */
#ifndef PROBETAP_TARGET_GENERATOR_H
#define PROBETAP_TARGET_GENERATOR_H

#include <probetap/error.h>

/* Tries it out in a directory. *path is its place (caller frees). -ENOTSUP: there is none, it is another
 * program, or <sys/sdt.h> is missing. */
int generator_check(const char *directory, char **path, struct error *err);

#endif
