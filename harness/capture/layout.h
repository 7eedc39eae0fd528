/* SPDX-License-Identifier: BSD-2-Clause */
/* layout: which of CPython's object layouts a target has. */
#ifndef CAPTURE_LAYOUT_H
#define CAPTURE_LAYOUT_H

#include "content.h"

#include <probetap/contract.h>
#include <probetap/version.h>

/* Of a version newer than the table: its newest row. */
const struct content_layout *layout_of(struct version version, unsigned facets);

#endif
