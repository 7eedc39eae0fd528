/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Where CPython keeps what, by version and build; 64 bits.
 *
 * From Include/object.h (struct _object, _typeobject), cpython/unicodeobject.h (PyASCIIObject,
 * PyCompactUnicodeObject), cpython/longintrepr.h (struct _longobject) and cpython/tupleobject.h. What has
 * changed since 3.6:
 *
 *      3.12  a str has no wstr any more; an int has its sign and its number of digits in lv_tag
 *      3.13  a free-threaded build has a longer head of each object (PEP 703)
 *      3.14  a tuple keeps its hash before its items; there a free-threaded build has a byte of its own for
 *            `interned`, before the other bits of a str's state
 *
 * A debug build has the layout of the others. With Py_TRACE_REFS each object began with two pointers more, up
 * to 3.12; since 3.13 what is traced is kept elsewhere.
 */
#include "layout.h"

#include <stddef.h>

/* clang-format off */
static const struct row {
	int major, minor; /* since */
	unsigned facets;  /* FACET_FREE_THREADED, FACET_TRACE_REFS or 0 */
	struct content_layout layout;
} rows[] = {
	/* since                        type  size  name  items  digits  tagged  state  skip  ascii  compact */
	{3,  6, 0,                   {   8,   16,   24,    24,     24,      0,    32,    2,    48,     72}},
	{3,  6, FACET_TRACE_REFS,    {  24,   32,   40,    40,     40,      0,    48,    2,    64,     88}},
	{3, 12, 0,                   {   8,   16,   24,    24,     24,      1,    32,    2,    40,     56}},
	{3, 12, FACET_TRACE_REFS,    {  24,   32,   40,    40,     40,      1,    48,    2,    56,     72}},
	{3, 13, FACET_FREE_THREADED, {  24,   32,   40,    40,     40,      1,    48,    2,    56,     72}},
	{3, 14, 0,                   {   8,   16,   24,    32,     24,      1,    32,    2,    40,     56}},
	{3, 14, FACET_FREE_THREADED, {  24,   32,   40,    48,     40,      1,    48,    8,    56,     72}},
};
/* clang-format on */

const struct content_layout *layout_of(struct version version, unsigned facets)
{
	const struct content_layout *layout = &rows[0].layout;
	bool in_objects = version_compare(version, (struct version){3, 13, 0}) < 0;

	facets &= in_objects ? FACET_TRACE_REFS : FACET_FREE_THREADED;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (rows[i].facets == facets &&
		    version_compare(version, (struct version){rows[i].major, rows[i].minor, 0}) >= 0)
			layout = &rows[i].layout;
	return layout;
}
