/* SPDX-License-Identifier: BSD-2-Clause */
/* probe_site: a site and its operands in the form in which the kernel's side evaluates them. */
#ifndef CAPTURE_PROBE_SITE_H
#define CAPTURE_PROBE_SITE_H

#include "probe.h"

#include <probetap/contract.h>
#include <probetap/object.h>

/*
 * `marker` is an index in the contract. -ENOTSUP: of another machine, not in code, or a floating-point
 * argument; -EINVAL: its operands cannot be read. The message names the site.
 */
int probe_site_compile(const struct object *object, const struct site *site, const struct contract *contract,
		       unsigned marker, struct probe_site *result, struct error *err);

#endif
