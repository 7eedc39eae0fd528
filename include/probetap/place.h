/* SPDX-License-Identifier: BSD-2-Clause */
/* place: the tree that a program was built in, whose files it uses while it is not installed. Texts that are
 * returned belong to the caller. */
#ifndef PROBETAP_PLACE_H
#define PROBETAP_PLACE_H

#include <probetap/error.h>

/* The running program's own path, or NULL. */
char *place_of_program(void);
/* The build directory that a program lies in, by the place that make gave it there, or NULL: it was installed
 * or copied away. */
char *place_build(const char *program);
/* The top of that tree, where targets/ and cases/ lie, or NULL with the reason. Whoever may only write beside
 * the build directory (anybody, below /tmp) must not choose the tables: they have to belong to root, to the
 * owner of the program or to the owner of the tree. */
char *place_tree(const char *program, struct error *err);

#endif
