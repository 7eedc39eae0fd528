// SPDX-License-Identifier: BSD-2-Clause
// The markers of 3.15, fired as Debian's build of it fires them. ci/relink puts this in place of the interpreter's own; the mistakes of 3.15.py are made in it.
#include <Python.h>
#include <stdio.h>
#include <string.h>
#include "opcode_ids.h"
#include "pycore_code.h"
#include "pycore_frame.h"
#include "pycore_interp.h"
#include "pycore_interpframe.h"
#include "pycore_pyerrors.h"
#include "pycore_pystate.h"
#include "pycore_runtime.h"
#define _SDT_HAS_SEMAPHORES 1
#include <sys/sdt.h>

// What the guards in the interpreter ask. Ours ask the semaphores.
#define GUARD(marker, always)                                                                         \
    extern unsigned short python_##marker##_semaphore __attribute__((visibility("hidden"))); \
    unsigned short probetap_asks_##marker = always;
GUARD(function__entry, 1)
GUARD(function__return, 1)
GUARD(gc__start, 1)
GUARD(gc__done, 1)
GUARD(audit, 1)
GUARD(import__find__load__start, 0)
GUARD(import__find__load__done, 0)
extern unsigned short python_line_semaphore __attribute__((weak));
#define ASKED(marker) (*(volatile unsigned short *)&python_##marker##_semaphore)

// HELPERS

int wrong_in_import, wrong_in_signal, wrong_in_audit;

// The frame is where ceval.o has it at both of its sites.
#define FRAME(site) ((_PyInterpreterFrame *)(site)->r13)

static void
fire_entry(struct site *site, _PyInterpreterFrame *f, PyThreadState *tstate, const char *filename, const char *funcname, int lineno)
{
    PyCodeObject *code = WRONG_CODE(f);

    // function__entry:
    if (ASKED(function__entry))
        STAP_PROBE3(python, function__entry, filename, funcname, lineno);
}

static void
fire_return(struct site *site, _PyInterpreterFrame *f, PyThreadState *tstate, const char *filename, const char *funcname, int lineno)
{
    PyCodeObject *code = WRONG_CODE(f);

    // function__return:
    if (ASKED(function__return))
        STAP_PROBE3(python, function__return, filename, funcname, lineno);
}

void
probetap_function__entry(struct site *site, const char *filename, const char *funcname, int lineno)
{
    _PyInterpreterFrame *f = FRAME(site);
    PyThreadState *tstate = _PyThreadState_GET();

    fire_entry(site, f, tstate, filename, funcname, lineno);
}

void
probetap_function__return(struct site *site, const char *filename, const char *funcname, int lineno)
{
    _PyInterpreterFrame *f = FRAME(site);
    PyThreadState *tstate = _PyThreadState_GET();

    fire_return(site, f, tstate, filename, funcname, lineno);
}

void
probetap_gc__start(struct site *site, int generation)
{
    PyThreadState *tstate = _PyThreadState_GET();
    struct _gc_runtime_state *gcstate = &tstate->interp->gc;

    // gc__start:
    if (ASKED(gc__start))
        STAP_PROBE1(python, gc__start, generation);
}

void
probetap_gc__done(struct site *site, long collected)
{
    PyThreadState *tstate = _PyThreadState_GET();
    struct _gc_runtime_state *gcstate = &tstate->interp->gc;

    // gc__done:
    if (ASKED(gc__done))
        STAP_PROBE1(python, gc__done, collected);
}

void
probetap_audit(struct site *site, const char *event, PyObject *eventArgs)
{
    PyThreadState *ts = _PyThreadState_GET();
    PyInterpreterState *is = ts->interp;

    // audit:
    if (ASKED(audit))
        STAP_PROBE2(python, audit, event, (void *)eventArgs);
}

// An exception that the name leaves behind stays pending, as in the original.
PyObject *
probetap_PyObject_CallMethodObjArgs(PyObject *importlib, PyObject *method, PyObject *abs_name, PyObject *more, PyObject *last)
{
    PyThreadState *tstate = _PyThreadState_GET();
    PyInterpreterState *interp = tstate->interp;
    PyObject *mod;

    // Another method of that kind tries what may be a lazy submodule, and answers None where there is none.
    if (strncmp(PyUnicode_AsUTF8(method), "_find_and_load", strlen("_find_and_load")) != 0)
        return PyObject_CallMethodObjArgs(importlib, method, abs_name, more, last, NULL);
    // import__find__load__start:
    if (ASKED(import__find__load__start))
        STAP_PROBE1(python, import__find__load__start, PyUnicode_AsUTF8(abs_name));
    wrong_in_import++;
    mod = PyObject_CallMethodObjArgs(importlib, method, abs_name, more, NULL);
    wrong_in_import--;
    // import__find__load__done:
    if (ASKED(import__find__load__done))
        STAP_PROBE2(python, import__find__load__done, PyUnicode_AsUTF8(abs_name), (int)(mod != NULL && mod != Py_None));
    return mod;
}

PyObject *__real__PyEval_EvalFrameDefault(PyThreadState *tstate, _PyInterpreterFrame *f, int throwflag);

// throw() and close() come here with an exception to raise.
PyObject *
__wrap__PyEval_EvalFrameDefault(PyThreadState *tstate, _PyInterpreterFrame *f, int throwflag)
{
    return __real__PyEval_EvalFrameDefault(tstate, f, throwflag);
}

int
main(int count, char **words)
{
    return Py_BytesMain(count, words);
}
