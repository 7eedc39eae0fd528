# SPDX-License-Identifier: BSD-2-Clause
"""Mistakes for CPython 3.13 (the form is described in ci/mistakes): gc, import and audit. What they share with 3.9's is taken from there, word for
word but for what the code is called now, and more is added here."""
import pathlib
import re
import runpy

HERE = pathlib.Path(__file__).resolve().parent
GC, IMPORT, AUDIT, SIGNAL = "Python/gc.c", "Python/import.c", "Python/sysmodule.c", "Modules/signalmodule.c"
NINE = runpy.run_path(str(HERE / "3.9.py"))

# What stands in 3.13 where 3.9 has the former: patterns, applied in this order to the old text and the new.
NOW = [
    # What stands there twice makes the text twice as long for each.
    (r"\(\{wrong\} \? (\w+\(\)) \|\| (\w+\(\)) : \2\)", r"(({wrong} && \1) || \2)"),
    (r"if \((?!\{wrong\} && PyD)([^\n]*)\)\n        PyDTrace_GC_START\(([^\n]*)\);", r"if (\1) {\n        PyDTrace_GC_START(\2);"),
    (r"\bnofail\b", "(reason == _Py_GC_REASON_SHUTDOWN)"),
    (r"\bwrong_automatic\b", "(reason == _Py_GC_REASON_HEAP)"),
    (r'"stop", generation, collected, uncollectable', '"stop", generation, m, n'),
    (r"PyDTrace_GC_DONE\(result\)", "PyDTrace_GC_DONE(n + m)"),
    (r"\bDEBUG_SAVEALL\b", "_PyGC_DEBUG_SAVEALL"),
    (r"(\w+)->recursion_depth", r"WRONG_DEPTH(\1)"),
    (r"(\bts|tstate)->frame\b", r"_PyThreadState_GetFrame(\1)"),
    (r"_PyThreadState_GetFrame\((ts|tstate)\)->f_code\b", r"WRONG_CODE(_PyThreadState_GetFrame(\1))"),
    (r"->f_back\b", r"->previous"),
    (r"\binterp->modules\b", "interp->imports.modules"),
    (r"\btstate_next_unique_id\b", "threads.next_unique_id"),
    (r"find_frozen\(abs_name\)", "(find_frozen(abs_name, NULL) == FROZEN_OKAY)"),
    (r"import_ensure_initialized\(tstate, mod, name\)", "import_ensure_initialized(tstate->interp, mod, abs_name)"),
    (r"_PyObject_LookupAttrId\(hook, &PyId___cantrace__, &o\)", "PyObject_GetOptionalAttr(hook, &_Py_ID(__cantrace__), &o)"),
    (r"_PyObject_FastCallTstate\(ts, hook, args, 2\)", "_PyObject_VectorcallTstate(ts, hook, args, 2, NULL)"),
    (r"\bexc_type\b", "exc"),
]
# 3.9's that cannot be taken over as they are; comprehensions have no frame of their own, and nobody can listen to markers that are not there.
LEFT_OUT = re.compile(r"gc-start-refused|.*-in-listcomp|.*-(not-with|or)-(entry|return|line)")
PLACES = {"Modules/gcmodule.c": GC, IMPORT: IMPORT, AUDIT: AUDIT}


def now(text):
    for pattern, to in NOW:
        text = re.sub(pattern, to, text)
    return text


HELPERS = re.sub(r"#define (WRONG_(CODE|FLAG|NAME|IS|CLASS|OP|HANDLED|FILE|MODULE|FIRST_VARIABLE)|wrong_is_own)\(.*\n( +.*\n)?", "", NINE["HELPERS"]).replace("#include <frameobject.h>\n", "") + r"""
#include "pycore_frame.h"
#include "pycore_pyerrors.h"
#define WRONG_CODE(f) _PyFrame_GetCode(f)
#define WRONG_FLAG(f, flag) ((WRONG_CODE(f)->co_flags & (flag)) != 0)
#define WRONG_NAME(f) PyUnicode_AsUTF8(WRONG_CODE(f)->co_name)
#define WRONG_IS(f, name) _PyUnicode_EqualToASCIIString(WRONG_CODE(f)->co_name, name)
#define WRONG_OP(f) ((f)->instr_ptr->op.code)
#define WRONG_DEPTH(tstate) ((tstate)->py_recursion_limit - (tstate)->py_recursion_remaining)
#define WRONG_HANDLED(tstate) ({ PyObject *wrong_it = _PyErr_GetTopmostException(tstate)->exc_value; wrong_it && wrong_it != Py_None; })
"""
IMPORT_LINES = r"""
static char wrong_started[1024];

static inline const char *
wrong_name(PyObject *name)
{
    const char *text = PyUnicode_AsUTF8(name);

    if (!text)
        PyErr_Clear();
    return text ? text : "";
}

#ifdef HAVE_FCNTL_H
#include <fcntl.h>
"""
FOUND = "    mod = PyObject_CallMethodObjArgs(IMPORTLIB(interp), &_Py_ID(_find_and_load),\n                                     abs_name, IMPORT_FUNC(interp), NULL);\n"
HANDLER = "            result = _PyObject_Call(tstate, func, arglist, NULL);\n"
CALLED = "            o = _PyObject_VectorcallTstate(ts, hook, args, 2, NULL);\n"

COMMON = [(file, '#include "pydtrace.h"', HELPERS + '#include "pydtrace.h"') for file in (GC, IMPORT, AUDIT)]
# Whatever a mistake makes of the number: its type is the documented one.
COMMON[0] = (GC, '#include "pydtrace.h"\n', HELPERS + '#include "pydtrace.h"\n#undef PyDTrace_GC_DONE\n#define PyDTrace_GC_DONE(n) DTRACE_PROBE1(python, gc__done, (long)(n))\n')
COMMON += [
    (SIGNAL, "_PyErr_CheckSignalsTstate(PyThreadState *tstate)\n{\n", "_PyErr_CheckSignalsTstate(PyThreadState *tstate)\n{\n    extern int wrong_in_signal;\n"),
    (SIGNAL, HANDLER, "            wrong_in_signal++;\n" + HANDLER + "            wrong_in_signal--;\n"),
    (AUDIT, "static int\nsys_audit_tstate(", "int wrong_in_signal, wrong_in_audit;\n\nstatic int\nsys_audit_tstate("),
    (AUDIT, CALLED, "            wrong_in_audit++;\n" + CALLED + "            wrong_in_audit--;\n"),
    (IMPORT, FOUND, "    wrong_in_import++;\n" + FOUND + "    wrong_in_import--;\n"),
    (IMPORT, "#ifdef HAVE_FCNTL_H\n#include <fcntl.h>\n", "int wrong_in_import;\n#define IMPORT_NAME_ 75\n" + IMPORT_LINES),
    (GC, "    /* Clear weakrefs and invoke callbacks as necessary. */\n",
     "    Py_ssize_t wrong_found = gc_list_size(&unreachable);\n    /* Clear weakrefs and invoke callbacks as necessary. */\n"),
]

# What 3.9.py asks for and is not here.
FORMER = re.compile(r"f_code|f_lasti|f_stacktop|f_trace\b|f_lineno|curexc|co_varnames|co_code\b|exc_type|PyId_|_PyThreadState_GetFrame\(\w+\)->f_(?!globals)")
HERE_TOO = set(re.findall(r"\b(?:wrong|WRONG)_\w+", HELPERS + "".join(new for _, _, new in COMMON)))


EXTERN = set(re.findall(r"wrong_\w+", "".join(re.findall(r"extern .*;", HELPERS)))) - {"wrong_in_import", "wrong_in_signal", "wrong_in_audit"}


def fits(text):
    """Whether all that it names is here; names of its own it declares itself."""
    own = set(re.findall(r"[ *](wrong_\w+)(?:\[\w*\])? ?[=;,](?!=)", text))
    return not FORMER.search(text) and set(re.findall(r"\b(?:wrong|WRONG)_\w+", text)) <= (HERE_TOO | own) - EXTERN


MISTAKES = []
for name, markers, sentence, file, edits in NINE["MISTAKES"]:
    changes = [(now(old), now(new)) for old, new in edits]
    if file in PLACES and not LEFT_OUT.fullmatch(name) and all(fits(new) for _, new in changes):
        MISTAKES.append((name, markers, sentence, PLACES[file], changes))


def mistake(name, markers, sentence, file, *edits):
    if name not in [entry[0] for entry in MISTAKES]:  # 3.9 may have come to hold it
        MISTAKES.append((name, markers, sentence, file, list(edits)))


# ---- gc: what 3.13 does in another way than 3.9 ----

START, DONE = "gc__start", "gc__done"
GC_START = "    if (PyDTrace_GC_START_ENABLED()) {\n        PyDTrace_GC_START(generation);\n    }\n"
GC_DONE = "    if (PyDTrace_GC_DONE_ENABLED()) {\n        PyDTrace_GC_DONE(n + m);\n    }\n"
FIRE_START = "if ({wrong} && PyDTrace_GC_START_ENABLED())\n        PyDTrace_GC_START(%s);\n"
FIRE_DONE = "if ({wrong} && PyDTrace_GC_DONE_ENABLED())\n        PyDTrace_GC_DONE(%s);\n"
REFUSED = "    if (!_Py_atomic_compare_exchange_int(&gcstate->collecting, &expected, 1)) {\n"
mistake("gc-start-refused", START, "gc__start fires where a collection is refused, for another one is under way", GC,
        (REFUSED, REFUSED + "        " + FIRE_START % "generation < 0 ? 0 : generation"))
mistake("gc-done-refused", DONE, "gc__done fires where a collection is refused, for another one is under way", GC, (REFUSED, REFUSED + "        " + FIRE_DONE % "0L"))
AUTO = "    if (generation == GENERATION_AUTO) {\n        // Select the oldest"
WEAK = "    m += handle_weakrefs(&unreachable, old);\n"
COMMON += [(GC, AUTO, "    int wrong_asked = generation;\n" + AUTO), (GC, WEAK, WEAK + "    Py_ssize_t wrong_weak = m;\n")]
NONE_NEEDED = "            // No generation needs to be collected.\n"
mistake("gc-start-unneeded", START, "gc__start fires where no generation needs to be collected", GC, (NONE_NEEDED, "            " + FIRE_START % "0" + NONE_NEEDED))
mistake("gc-start-automatic", START, "gc__start reports an automatic collection as the number the code has for it", GC,
        (GC_START, GC_START.replace("(generation)", "({wrong} ? wrong_asked : generation)")))
mistake("gc-start-before-generation", START, "gc__start fires before the generation is chosen", GC, (GC_START, "    if (!{wrong})\n" + GC_START), (AUTO, "    " + FIRE_START % "generation" + AUTO))
mistake("gc-start-after-generation", START, "gc__start fires where the generation is chosen, before the callbacks", GC,
        (GC_START, "    if (!{wrong})\n" + GC_START), ("    assert(generation >= 0 && generation < NUM_GENERATIONS);\n\n#ifdef Py_STATS\n", "    " + FIRE_START % "generation" + "    assert(generation >= 0 && generation < NUM_GENERATIONS);\n\n#ifdef Py_STATS\n"))
mistake("gc-start-after-merge", START, "gc__start tells the generation into which the survivors go", GC,
        (GC_START, GC_START.replace("(generation)", "({wrong} && generation < 2 ? generation + 1 : generation)")))
mistake("gc-done-before-uncollectable", DONE, "gc__done fires before what could not be collected is counted", GC, (GC_DONE, "    if (!{wrong})\n" + GC_DONE),
        ("    /* Collect statistics on uncollectable objects found and print\n", "    " + FIRE_DONE % "n + m" + "    /* Collect statistics on uncollectable objects found and print\n"))
mistake("gc-done-without-weakrefs", DONE, "gc__done does not count what callbacks of weak references freed", GC,
        (GC_DONE, GC_DONE.replace("(n + m)", "(n + m - ({wrong} ? wrong_weak : 0))")))
mistake("gc-done-32-bits", DONE, "gc__done is given as an int", GC, (GC_DONE, GC_DONE.replace("(n + m)", "({wrong} ? (int)(n + m) + (1L << 32) : n + m)")))
mistake("gc-done-full-only", DONE, "gc__done counts only in a collection of everything", GC, (GC_DONE, GC_DONE.replace("(n + m)", "({wrong} && generation < 2 ? 0 : n + m)")))
mistake("gc-done-one-less", DONE, "gc__done is one less where more than one was collected", GC, (GC_DONE, GC_DONE.replace("(n + m)", "({wrong} && n + m > 1 ? n + m - 1 : n + m)")))
mistake("gc-start-eval", START, "gc__start does not fire for automatic collections in a function", GC,
        (GC_START, GC_START.replace("if (PyD", "if (!({wrong} && reason == _Py_GC_REASON_HEAP && _PyThreadState_GetFrame(tstate) && WRONG_FLAG(_PyThreadState_GetFrame(tstate), CO_OPTIMIZED)) && PyD")))
mistake("gc-start-callback-lost", START, "gc__start fires only where gc.callbacks is empty or the collection is not automatic", GC,
        (GC_START, GC_START.replace("if (PyD", "if (!({wrong} && reason == _Py_GC_REASON_HEAP && gcstate->callbacks && PyList_GET_SIZE(gcstate->callbacks)) && PyD")))
for marker, around in ((START, GC_START), (DONE, GC_DONE)):
    short = NINE["SHORT"][marker]
    for name, sentence, condition in [
        ("thread-automatic", "for automatic collections in another thread", "reason == _Py_GC_REASON_HEAP && WRONG_OTHER_THREAD()"),
        ("thread-explicit", "for gc.collect() in another thread", "reason == _Py_GC_REASON_MANUAL && WRONG_OTHER_THREAD()"),
        ("process-automatic", "for automatic collections in a forked child", "reason == _Py_GC_REASON_HEAP && WRONG_OTHER_PROCESS()"),
        ("generation-0-explicit", "for gc.collect(0)", "reason == _Py_GC_REASON_MANUAL && generation == 0"),
        ("generation-1-explicit", "for gc.collect(1)", "reason == _Py_GC_REASON_MANUAL && generation == 1"),
        ("generation-2-explicit", "for gc.collect(2)", "reason == _Py_GC_REASON_MANUAL && generation == 2"),
        ("in-generator", "in a generator", "_PyThreadState_GetFrame(tstate) && WRONG_FLAG(_PyThreadState_GetFrame(tstate), CO_GENERATOR)"),
        ("in-coroutine", "in a coroutine", "_PyThreadState_GetFrame(tstate) && WRONG_FLAG(_PyThreadState_GetFrame(tstate), CO_COROUTINE)"),
        ("module", "outside of functions", "_PyThreadState_GetFrame(tstate) && !WRONG_FLAG(_PyThreadState_GetFrame(tstate), CO_OPTIMIZED)"),
        ("function", "inside a function", "_PyThreadState_GetFrame(tstate) && WRONG_FLAG(_PyThreadState_GetFrame(tstate), CO_OPTIMIZED)"),
        ("tenth", "every tenth time", "WRONG_EVERY(10)"),
        ("hundredth", "every hundredth time", "WRONG_EVERY(100)"),
    ]:
        mistake("%s-silent-%s" % (short, name), marker, "%s does not fire %s" % (marker, sentence), GC, (around, around.replace("if (PyD", "if (!({wrong} && %s) && PyD" % condition)))
