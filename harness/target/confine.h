/* SPDX-License-Identifier: BSD-2-Clause */
/* confine: a child's way into another root file system, without leaving anything there. */
#ifndef PROBETAP_TARGET_CONFINE_H
#define PROBETAP_TARGET_CONFINE_H

#include <probetap/target.h>

/* Where the run's directory is seen by the program: the same place without a root, below /tmp with one.
 * Caller frees. */
char *confine_inside(const struct target *target, const char *directory);

/*
 * In the child: enters the target's root (nothing to do without one). A mount namespace of its own has a
 * fresh /tmp in the root, with the run's directory in it, and /proc and /dev as the host has them; an
 * ordinary user gets there through a user namespace. 0, or -1 with errno.
 */
int confine_enter(const struct target *target, const char *directory, const char *inside);
/* What confine_enter was doing when it failed, in words. */
const char *confine_step(void);

#endif
