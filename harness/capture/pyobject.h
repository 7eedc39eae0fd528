/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pyobject: where a Python object keeps its type, its size and its type's name, for both backends.
 *
 * From CPython's Include/object.h: struct _object, PyVarObject and struct _typeobject, whose first member
 * behind its own PyObject_VAR_HEAD is tp_name. A free-threaded build has a longer head (PEP 703).
 */
#ifndef CAPTURE_PYOBJECT_H
#define CAPTURE_PYOBJECT_H

struct pyobject_layout {
	unsigned type; /* ob_type, in the object */
	unsigned size; /* ob_size, in the object; right behind ob_type */
	unsigned name; /* tp_name, in its type */
};

static const struct pyobject_layout pyobject_with_gil = {8, 16, 24};
static const struct pyobject_layout pyobject_free_threaded = {24, 32, 40};

/* A type's name that is longer is cut. */
enum { PYOBJECT_NAME_MAX = 255 };

#endif
