/* SPDX-License-Identifier: BSD-2-Clause */
/* permit: may a process trace its own child here? */
#ifndef CAPTURE_PERMIT_H
#define CAPTURE_PERMIT_H

#include <probetap/error.h>

/* Tries it, within a second. -EPERM: no, and who is in the way, as far as that can be seen. */
int permit_ptrace(struct error *err);
/* The same words for an attempt that failed with `code`. Returns -EPERM, or -code for what is no lack of
 * permission. */
int permit_explain(int code, struct error *err);

#endif
