/* SPDX-License-Identifier: BSD-2-Clause */
/* host: the program that makes an interpreter of a libpython (targets/cpython/host.c). */
#ifndef PROBETAP_TARGET_HOST_H
#define PROBETAP_TARGET_HOST_H

#include <probetap/error.h>

/* The names, in a run's directory, of the copy that is run, and of the link that leads it to the library. */
#define HOST_COPY ".probetap/python"
#define HOST_LINK HOST_COPY ".library"

/* Its path on the host: in the build tree that the running program is part of, else where it was installed.
 * Caller frees; NULL after a message with the places that were tried. */
char *host_path(struct error *err);

#endif
