# SPDX-License-Identifier: BSD-2-Clause
"""Mistakes for CPython 3.11 (the form is described in ci/mistakes). What they share with 3.9's is taken from there, word for word but for what the
code is called now, and more is added here. 3.11's function__entry fires only where something is thrown in, or while lines are listened to or
traced (gh-98894): there its mistakes must show."""
import pathlib
import re
import runpy

HERE = pathlib.Path(__file__).resolve().parent
CEVAL, GC, IMPORT, AUDIT, SIGNAL = "Python/ceval.c", "Modules/gcmodule.c", "Python/import.c", "Python/sysmodule.c", "Modules/signalmodule.c"
MODE = {"function__entry": "together"}
NINE = runpy.run_path(str(HERE / "3.9.py"))
IMPORT_LINES = runpy.run_path(str(HERE / "3.13.py"))["IMPORT_LINES"]

# What stands in 3.11 where 3.9 has the former: patterns, applied in this order to the old text and the new.
NOW = [
    (r"PyUnicode_AsUTF8\(abs_name\),\n +mod != NULL\)", "PyUnicode_AsUTF8(abs_name),\n                                       mod != NULL)"),
    (r"_PyObject_CallMethodIdObjArgs\(interp->importlib,\n +&PyId__find_and_load, abs_name,\n +interp->import_func, NULL\)",
     "PyObject_CallMethodObjArgs(interp->importlib, &_Py_ID(_find_and_load),\n                                     abs_name, interp->import_func, NULL)"),
    (r"collect_with_callback", "gc_collect_with_callback"),
    (r"(\w+)->recursion_depth", r"WRONG_DEPTH(\1)"),
    (r"(\bts|tstate)->frame\b", r"WRONG_FRAME(\1)"),
    (r"\btstate_next_unique_id\b", "threads.next_unique_id"),
    (r"\bF->f_back->f_code->", "WRONG_CODE(wrong_back(F))->"),
    (r"PyFrame_GetLineNumber\(F->f_back\)", "_PyInterpreterFrame_GetLine(wrong_back(F))"),
    (r"\bF->f_back->f_code\b", "WRONG_CODE(wrong_back(F))"),
    (r"\bF->f_back->", "wrong_back(F)->"),
    (r"\bF->f_back\b", "wrong_back(F)"),
    (r"\bF->f_localsplus\b", "F->localsplus"),
    (r"PyTuple_GET_SIZE\(WRONG_CODE\(F\)->co_(cell|free)vars\)", r"WRONG_CODE(F)->co_n\1vars"),
    (r"PyBytes_GET_SIZE\(WRONG_CODE\(F\)->co_code\) == 4", "Py_SIZE(WRONG_CODE(F)) <= 3"),
    (r"PyBytes_GET_SIZE\(WRONG_CODE\(F\)->co_code\)", "(2 * Py_SIZE(WRONG_CODE(F)))"),
    (r"\bF->f_lasti\b", "wrong_lasti(F)"),
    (r"find_frozen\(abs_name\)", "(find_frozen(abs_name, NULL) == FROZEN_OKAY)"),
    (r"import_ensure_initialized\(tstate, mod, name\)", "import_ensure_initialized(tstate->interp, mod, abs_name)"),
    (r"\bexc_info->exc_type\b", "exc_info->exc_value"),
    (r"->f_back\b", "->previous"),
    (r"\bF\b", "frame"),
]
FORMER = re.compile(r"f_lasti|f_stacktop|f_valuestack|f_trace\b|f_lineno|f_iblock|f_blockstack|co_varnames|co_code\b|co_opcache|co_cellvars|PyId_|\bf->|f_gen\b|ceval2")


def now(text):
    for pattern, to in NOW:
        text = re.sub(pattern, to, text)
    return text


HELPERS = re.sub(r"#define (WRONG_(CODE|FLAG|NAME|IS|CLASS|OP|HANDLED|FIRST_VARIABLE))\(.*\n( +.*\n)?", "", NINE["HELPERS"]) + r"""
#ifndef WRONG_HELPERS
#define WRONG_HELPERS
#include "pycore_frame.h"
#include "pycore_code.h"
#include "pycore_opcode.h"
#define WRONG_CODE(f) ((f)->f_code)
#define WRONG_FLAG(f, flag) (((f)->f_code->co_flags & (flag)) != 0)
#define WRONG_NAME(f) PyUnicode_AsUTF8((f)->f_code->co_name)
#define WRONG_IS(f, name) _PyUnicode_EqualToASCIIString((f)->f_code->co_name, name)
#define WRONG_CLASS(f) (!WRONG_FLAG(f, CO_OPTIMIZED) && !WRONG_IS(f, "<module>"))
#define WRONG_DEPTH(tstate) ((tstate)->recursion_limit - (tstate)->recursion_remaining)
#define WRONG_FRAME(tstate) ((tstate)->cframe->current_frame)
#define WRONG_HANDLED(tstate) ((tstate)->exc_info->exc_value && (tstate)->exc_info->exc_value != Py_None)
#define WRONG_FIRST_VARIABLE(f, name) ((f)->f_code->co_argcount && _PyUnicode_EqualToASCIIString(PyTuple_GET_ITEM((f)->f_code->co_localsplusnames, 0), name))
#define WRONG_OP(f) wrong_op(f)
#define IMPORT_NAME_ IMPORT_NAME
#define WRONG_RAISES (_PyErr_Occurred(tstate) != NULL)
#define WRONG_YIELDS (!WRONG_RAISES && _PyOpcode_Deopt[_Py_OPCODE(*frame->prev_instr)] == YIELD_VALUE)
#define WRONG_RETURNS (!WRONG_RAISES && !WRONG_YIELDS)
/* How a frame goes on: 0 from its start, 1 after yield, 2 after yield from, 3 after await. */
#define WRONG_RESUMED(f) (_Py_OPCODE(*(f)->prev_instr) == RESUME ? _Py_OPARG(*(f)->prev_instr) : 0)

static inline _PyInterpreterFrame *
wrong_back(_PyInterpreterFrame *f)
{
    return f->previous;
}

static inline int
wrong_lasti(_PyInterpreterFrame *f)
{
    return _PyInterpreterFrame_LASTI(f) * (int)sizeof(_Py_CODEUNIT);
}

/* The instruction that a frame is at, though it may stand in the room for what that keeps. */
static inline int
wrong_op(_PyInterpreterFrame *f)
{
    int at = _PyInterpreterFrame_LASTI(f);
    _Py_CODEUNIT *code = _PyCode_CODE(f->f_code);

    for (int i = 0; at >= 0 && i < Py_SIZE(f->f_code);) {
        int op = _PyOpcode_Deopt[_Py_OPCODE(code[i])];
        i += 1 + _PyOpcode_Caches[op];
        if (at < i)
            return op;
    }
    return -1;
}
#endif
"""
COMMON = [(file, '#include "pydtrace.h"', HELPERS + '#include "pydtrace.h"') for file in (CEVAL, GC, IMPORT, AUDIT)]
COMMON += [
    (SIGNAL, "_PyErr_CheckSignalsTstate(PyThreadState *tstate)\n{\n", "_PyErr_CheckSignalsTstate(PyThreadState *tstate)\n{\n    extern int wrong_in_signal;\n"),
    (SIGNAL, "            result = _PyObject_Call(tstate, func, arglist, NULL);\n", "            wrong_in_signal++;\n            result = _PyObject_Call(tstate, func, arglist, NULL);\n            wrong_in_signal--;\n"),
    (CEVAL, "/* Forward declarations */\n", "int wrong_in_signal, wrong_raised;\nstatic _Thread_local PyObject *wrong_retval;\n/* Forward declarations */\n"),
    (CEVAL, "        /* Log traceback info. */\n", "        wrong_raised = 1;\n        /* Log traceback info. */\n"),
    (AUDIT, "static int\nsys_audit_tstate(", "int wrong_in_audit;\n\nstatic int\nsys_audit_tstate("),
    (AUDIT, "            o = _PyObject_FastCallTstate(ts, hook, args, 2);\n", "            wrong_in_audit++;\n            o = _PyObject_FastCallTstate(ts, hook, args, 2);\n            wrong_in_audit--;\n"),
]
COMMON.append((IMPORT, "#ifdef HAVE_FCNTL_H\n#include <fcntl.h>\n", "int wrong_in_import;\n" + IMPORT_LINES))
LOAD = now(NINE["LOAD"])
COMMON += [(IMPORT, LOAD, "    wrong_in_import++;\n" + LOAD + "    wrong_in_import--;\n")]
LEAVE = "            TRACE_FUNCTION_EXIT();\n            DTRACE_FUNCTION_EXIT();\n            _Py_LeaveRecursiveCallTstate(tstate);\n            "
for after in ("if (!frame->is_entry) {\n                // GH-99729", "/* Restore previous cframe and return. */\n            tstate->cframe = cframe.previous;\n            tstate->cframe->use_tracing = cframe.use_tracing;\n"
              "            assert(tstate->cframe->current_frame == frame->previous);\n            assert(!_PyErr_Occurred(tstate));\n            return retval;\n        }\n\n        TARGET(POP_EXCEPT)"):
    COMMON.append((CEVAL, LEAVE + after, LEAVE.replace("            DTRACE", "            wrong_retval = retval;\n            DTRACE") + after))
COMMON.append((CEVAL, "                TRACE_FUNCTION_UNWIND();\n", "                TRACE_FUNCTION_UNWIND();\n                wrong_retval = NULL;\n"))
HERE_TOO = set(re.findall(r"\b(?:wrong|WRONG)_\w+", HELPERS + "".join(new for _, _, new in COMMON)))
EXTERN = {"wrong_in_atexit", "wrong_forked", "wrong_level", "wrong_from", "wrong_from_c", "wrong_public", "wrong_asked_name"}


def fits(text):
    """Whether all that it names is here; names of its own it declares itself."""
    own = set(re.findall(r"[ *](wrong_\w+)(?:\[\w*\])*(?: ?[=;,](?!=)| *= *\{)", text))
    return not FORMER.search(text) and set(re.findall(r"\b(?:wrong|WRONG)_\w+", text)) <= (HERE_TOO | own) - EXTERN


MISTAKES = []


def mistake(name, markers, sentence, file, *edits):
    MISTAKES.append((name, markers, sentence, file, list(edits)))


# ---- guards: the same for all markers ----

SHORT = NINE["SHORT"]
GUARDS = dict(NINE["GUARDS"])
GUARDS["function__entry"] = (CEVAL, "FUNCTION_ENTRY", "    if (@) { \\\n        dtrace_function_entry(frame); \\\n")
GUARDS["function__return"] = (CEVAL, "FUNCTION_RETURN", "    if (@) { \\\n        dtrace_function_return(frame); \\\n")
GUARDS["line"] = (CEVAL, "LINE", "                if (@) {\n                    maybe_dtrace_line(")


def enabled(marker):
    return "PyDTrace_%s_ENABLED()" % GUARDS[marker][1]


def guard(marker, name, sentence, before, after=""):
    file, _, around = GUARDS[marker]
    mistake("%s-%s" % (SHORT[marker], name), marker, "%s %s" % (marker, sentence), file,
            (around.replace("@", enabled(marker)), around.replace("@", before + enabled(marker) + after)))


def silent(marker, name, sentence, condition):
    guard(marker, "silent-" + name, "does not fire " + sentence, "!(%s) && " % NINE["where"](condition, enabled(marker), "frame" if GUARDS[marker][0] == CEVAL else ""))


def value(marker, name, sentence, statement):
    call = CALLS[marker]
    mistake("%s-%s" % (SHORT[marker], name), marker, "%s: %s" % (marker, sentence), CEVAL, (call, "if ({wrong}) { %s }\n    %s" % (statement, call)))


CALLS = {marker: call for marker, (call, *_) in NINE["FRAMES"].items()}
ENTRY, RETURN = "function__entry", "function__return"
for marker in (ENTRY, RETURN, "line"):
    asked = enabled(marker)
    guard(marker, "unguarded", "fires while nobody listens", "({wrong} ? 1 : ", ")")
    guard(marker, "mute", "never fires", "!{wrong} && ")
    guard(marker, "guard-inverted", "fires only while nobody listens", "({wrong} ? !%s : " % asked, ")")
    for name, sentence, test in (
        ("byte", "asks for the low byte of the number of those who listen", "(%s & 255)"),
        ("one", "fires only while exactly one listens", "%s == 1"),
        ("stays", "fires for ever once somebody has listened", "({ static int wrong_on; if (%s) wrong_on = 1; wrong_on; })"),
        ("once", "is silent for ever once somebody has left", "({ static int wrong_on, wrong_left; int wrong_now = %s != 0; wrong_left |= wrong_on && !wrong_now; wrong_on |= wrong_now; wrong_now && !wrong_left; })"),
    ):
        guard(marker, "guard-" + name, sentence, "({wrong} ? %s : " % (test % ("python_%s_semaphore" % marker)), ")")
    for other in GUARDS:
        short = SHORT[other]
        if other != marker:
            guard(marker, "guard-" + short, "asks whether somebody listens to " + other, "({wrong} ? %s : " % enabled(other), ")")
            guard(marker, "not-with-" + short, "is silent while somebody listens to %s too" % other, "!({wrong} && %s) && " % enabled(other))
            guard(marker, "needs-" + short, "fires only while somebody listens to %s too" % other, "!({wrong} && !%s) && " % enabled(other))
            if marker == RETURN:
                guard(marker, "or-" + short, "fires also where somebody listens to %s alone" % other, "({wrong} && %s ? 1 : " % enabled(other), ")")
    for name, sentence, condition in [
        ("second", "every second time", "WRONG_EVERY(2)"), ("hundredth", "every hundredth time", "WRONG_EVERY(100)"),
        ("other-thread", "in threads other than the main one", "WRONG_OTHER_THREAD()"), ("other-process", "in a forked child", "WRONG_OTHER_PROCESS()"),
        ("after-100", "after 100 times", "WRONG_AFTER(100)"), ("after-1000", "after 1000 times", "WRONG_AFTER(1000)"),
    ]:
        silent(marker, name, sentence, condition)
    for name, sentence, condition in NINE["SITUATIONS"]:
        condition = now(condition.replace("T->", "tstate->"))
        if name in ("threads", "had-threads", "third-thread", "had-raised", "in-trace") and fits(condition):
            silent(marker, name, sentence, condition)

# ---- entry, return and line: what they have in common ----

ABOUT_FRAMES = [
    ("from-c", "in functions that C calls", "frame->is_entry && !WRONG_FLAG(frame, CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR)"),
    ("from-python", "in functions that Python calls", "!frame->is_entry"),
    ("owned-by-generator", "in frames that belong to a generator", "frame->owner == FRAME_OWNED_BY_GENERATOR"),
    ("frame-object", "in frames for which there is a frame object", "frame->frame_obj"),
    ("no-frame-object", "in functions without a frame object", "!frame->frame_obj && WRONG_FLAG(frame, CO_OPTIMIZED)"),
    ("callee-deep", "in functions deeper than 8 calls that Python makes", "({ int wrong_n = 0; for (_PyInterpreterFrame *g = frame; g && !g->is_entry; g = g->previous) wrong_n++; wrong_n > 8; })"),
    ("super", "in methods that use super() or __class__", 'WRONG_CODE(frame)->co_nfreevars && _PyUnicode_EqualToASCIIString(PyTuple_GET_ITEM(WRONG_CODE(frame)->co_localsplusnames, WRONG_CODE(frame)->co_nlocalsplus - WRONG_CODE(frame)->co_nfreevars), "__class__")'),
    ("hot", "in code that is specialised", "WRONG_CODE(frame)->co_warmup == 0"),
    ("qualified", "where the qualified name is another one", "PyUnicode_Compare(WRONG_CODE(frame)->co_name, WRONG_CODE(frame)->co_qualname) != 0"),
]
CALLERS = ("CALL CALL_FUNCTION_EX BINARY_OP BINARY_SUBSCR STORE_SUBSCR DELETE_SUBSCR UNARY_NEGATIVE UNARY_NOT LOAD_ATTR STORE_ATTR DELETE_ATTR LOAD_METHOD COMPARE_OP CONTAINS_OP FOR_ITER GET_ITER "
           "UNPACK_SEQUENCE UNPACK_EX POP_JUMP_FORWARD_IF_FALSE POP_JUMP_FORWARD_IF_TRUE JUMP_IF_FALSE_OR_POP FORMAT_VALUE BEFORE_WITH WITH_EXCEPT_START IMPORT_NAME IMPORT_FROM LOAD_NAME STORE_NAME "
           "LOAD_GLOBAL BUILD_MAP BUILD_SET DICT_UPDATE DICT_MERGE LIST_EXTEND SET_UPDATE SET_ADD MAP_ADD RAISE_VARARGS SEND GET_AWAITABLE GET_AITER GET_ANEXT BEFORE_ASYNC_WITH POP_TOP STORE_FAST "
           "DELETE_FAST STORE_DEREF STORE_GLOBAL DELETE_NAME JUMP_BACKWARD CHECK_EG_MATCH MATCH_CLASS").split()
for marker, (call, frame, file, function, line) in NINE["FRAMES"].items():
    for name, sentence, statement in NINE["ARGUMENTS"]:
        for word, mine in (("FILE", file), ("FUNC", function), ("LINE", line)):
            statement = statement.replace(word, mine)
        statement = now(statement)
        if fits(statement) and (name, marker) != ("line-module-0", ENTRY):  # it is 0
            value(marker, name, sentence, statement)
    for name, sentence, expression in NINE["texts"](file, "null empty cut-31 cut-63 cut-100 cut-127 cut-255 cut-511 cut-1023 cut-4095 space no-first no-last newline lower stale"):
        value(marker, "file-" + name, "the file " + sentence, "%s = %s;" % (file, expression))
    for name, sentence, expression in NINE["texts"](function, "null empty cut-8 cut-15 cut-31 cut-63 cut-100 cut-127 cut-255 cut-511 cut-1023 cut-4095 space no-first no-last newline quoted lower stale"):
        value(marker, "function-" + name, "the function " + sentence, "%s = %s;" % (function, expression))
    value(marker, "function-qualified", "the function is the qualified name", "%s = PyUnicode_AsUTF8(frame->f_code->co_qualname);" % function)
    value(marker, "function-changed", "the function is __name__, which may be set", "if (frame->f_func && PyFunction_Check(frame->f_func)) %s = PyUnicode_AsUTF8(frame->f_func->func_name);" % function)
    for flag in ("GENERATOR", "COROUTINE", "ASYNC_GENERATOR"):
        value(marker, "line-0-" + flag.lower().replace("_", "-"), "the line is 0 in %ss" % flag.lower().replace("_", " "), "if (WRONG_FLAG(frame, CO_%s)) %s = 0;" % (flag, line))
    for name, sentence, condition in NINE["FRAME_CONDITIONS"]:
        condition = now(condition)
        if fits(condition):
            silent(marker, name, sentence, condition)
    for name, sentence, condition in ABOUT_FRAMES:
        silent(marker, name, sentence, condition)
    if marker != "line":
        for name in CALLERS:
            silent(marker, "by-" + name.lower().replace("_", "-"), "where the caller is at " + name, "frame->previous && frame->owner != FRAME_OWNED_BY_GENERATOR && WRONG_OP(frame->previous) == " + name)

# ---- entry ----

value(ENTRY, "first-instruction", "the line of the first instruction, not of the function", "if (WRONG_RESUMED(frame) == 0) lineno = PyCode_Addr2Line(code, 0);")
value(ENTRY, "first-line", "a resumed frame reports the function's first line", "lineno = code->co_firstlineno;")
value(ENTRY, "next-line", "the line of the next instruction", "lineno = PyCode_Addr2Line(code, wrong_lasti(frame) + 2);")
value(ENTRY, "line-module-1", "the line of a module's frame is 1", "if (lineno == 0) lineno = 1;")
for name, sentence, condition in [
    ("resumed", "where a frame is resumed", "WRONG_RESUMED(frame)"),
    ("resumed-yield", "where a frame is resumed after yield", "!throwflag && WRONG_RESUMED(frame) == 1"),
    ("resumed-yield-from", "where a frame is resumed after yield from", "!throwflag && WRONG_RESUMED(frame) == 2"),
    ("resumed-await", "where a frame is resumed after await", "!throwflag && WRONG_RESUMED(frame) == 3"),
    ("generator-start", "where a generator starts", "!WRONG_RESUMED(frame) && WRONG_FLAG(frame, CO_GENERATOR)"),
    ("coroutine-start", "where a coroutine starts", "!WRONG_RESUMED(frame) && WRONG_FLAG(frame, CO_COROUTINE)"),
    ("async-generator-start", "where an asynchronous generator starts", "!WRONG_RESUMED(frame) && WRONG_FLAG(frame, CO_ASYNC_GENERATOR)"),
    ("thrown", "where an exception is thrown into a generator", "throwflag && PyErr_Occurred()"),
    ("thrown-close", "where a generator is closed", "throwflag && PyErr_Occurred() && PyErr_ExceptionMatches(PyExc_GeneratorExit)"),
    ("thrown-throw", "where an exception is thrown into a generator, but not where it is closed", "throwflag && PyErr_Occurred() && !PyErr_ExceptionMatches(PyExc_GeneratorExit)"),
    ("thrown-first", "where an exception is thrown into a generator that has not begun", "throwflag && PyErr_Occurred() && wrong_op(frame) == RETURN_GENERATOR"),
    ("thrown-coroutine", "where an exception is thrown into a coroutine", "throwflag && PyErr_Occurred() && WRONG_FLAG(frame, CO_COROUTINE)"),
    ("thrown-async-generator", "where an exception is thrown into an asynchronous generator", "throwflag && PyErr_Occurred() && WRONG_FLAG(frame, CO_ASYNC_GENERATOR)"),
]:
    silent(ENTRY, name, sentence, condition)
CALL = "    if (PyDTrace_FUNCTION_ENTRY_ENABLED()) { \\\n        dtrace_function_entry(frame); \\\n    }\n"
BACK = "    if (PyDTrace_FUNCTION_RETURN_ENABLED()) { \\\n        dtrace_function_return(frame); \\\n    }\n"


def more(text, condition, marker, function):
    """After a macro's body another firing."""
    return text, text[:-1] + " \\\n    if ({wrong} && (%s) && PyDTrace_%s_ENABLED()) { \\\n        %s(frame); \\\n    }\n" % (condition, marker, function)


mistake("entry-twice", ENTRY, "each entry fires twice", CEVAL, more(CALL, "1", "FUNCTION_ENTRY", "dtrace_function_entry"))
mistake("entry-twice-resumed", ENTRY, "a resumed frame is entered twice", CEVAL, more(CALL, "WRONG_RESUMED(frame)", "FUNCTION_ENTRY", "dtrace_function_entry"))
mistake("entry-twice-thrown", ENTRY, "a frame into which something is thrown is entered twice", CEVAL, more(CALL, "PyErr_Occurred()", "FUNCTION_ENTRY", "dtrace_function_entry"))
mistake("entry-is-return", ENTRY + " " + RETURN, "the return fires where a frame is entered", CEVAL, more(CALL, "1", "FUNCTION_RETURN", "dtrace_function_return"))
THROWN = "        TRACE_FUNCTION_THROW_ENTRY();\n        DTRACE_FUNCTION_ENTRY();\n"
mistake("entry-not-thrown", ENTRY, "no entry where something is thrown in", CEVAL, (THROWN, THROWN.replace("        DTRACE", "        if (!{wrong})\n        DTRACE")))
mistake("entry-thrown-line", ENTRY, "the first line where something is thrown in", CEVAL,
        (CALLS[ENTRY], "if ({wrong} && PyErr_Occurred()) lineno = code->co_firstlineno;\n    " + CALLS[ENTRY]))
RESUMES = "                TRACE_FUNCTION_ENTRY();\n                DTRACE_FUNCTION_ENTRY();\n"
mistake("entry-not-resumed", ENTRY, "no entry but where something is thrown in", CEVAL, (RESUMES, RESUMES.replace("                DTRACE", "                if (!{wrong})\n                DTRACE")))
mistake("entry-before-trace", ENTRY, "a function is entered before its trace function hears of it", CEVAL,
        (RESUMES, "                if ({wrong}) { DTRACE_FUNCTION_ENTRY(); }\n" + RESUMES.replace("                DTRACE", "                if (!{wrong})\n                DTRACE")))
mistake("entry-refused", ENTRY, "a throw that recursion forbids is entered", CEVAL,
        ('        if (_Py_EnterRecursiveCallTstate(tstate, "")) {\n            tstate->recursion_remaining--;\n            goto exit_unwind;\n        }\n        TRACE_FUNCTION_THROW_ENTRY();\n',
         '        if (_Py_EnterRecursiveCallTstate(tstate, "")) {\n            if ({wrong}) { DTRACE_FUNCTION_ENTRY(); }\n            tstate->recursion_remaining--;\n            goto exit_unwind;\n        }\n        TRACE_FUNCTION_THROW_ENTRY();\n'))
mistake("entry-traceable", ENTRY, "a frame is entered at each instruction before it is traceable", CEVAL,
        ("        if (INSTR_OFFSET() >= frame->f_code->_co_firsttraceable) {\n", "        if ({wrong} && INSTR_OFFSET() < frame->f_code->_co_firsttraceable) { DTRACE_FUNCTION_ENTRY(); }\n        if (INSTR_OFFSET() >= frame->f_code->_co_firsttraceable) {\n"))

# ---- return ----

for name, sentence, statement in [
    ("first-line", "the function's first line", "lineno = code->co_firstlineno;"),
    ("last-line", "the function's last line", "lineno = PyCode_Addr2Line(code, (int)(2 * Py_SIZE(code)) - 2);"),
    ("next-instruction", "the line of the next instruction", "lineno = PyCode_Addr2Line(code, wrong_lasti(frame) + 2);"),
    ("previous-instruction", "the line of the instruction before", "if (wrong_lasti(frame) >= 2) lineno = PyCode_Addr2Line(code, wrong_lasti(frame) - 2);"),
    ("raised-first-line", "the function's first line where it raises", "if (PyErr_Occurred()) lineno = code->co_firstlineno;"),
    ("yield-first-line", "the function's first line where it yields", "if (wrong_op(frame) == YIELD_VALUE) lineno = code->co_firstlineno;"),
    ("raised-name-null", "no function where it raises", "if (PyErr_Occurred()) funcname = NULL;"),
    ("raised-line", "the line before where the function raises", "if (PyErr_Occurred()) lineno--;"),
    ("yield-line", "the line after where a generator yields", "if (wrong_op(frame) == YIELD_VALUE) lineno++;"),
    ("module-line", "line 1 where a module is left", 'if (WRONG_IS(frame, "<module>")) lineno = 1;'),
    ("class-line", "the first line where the body of a class is left", "if (WRONG_CLASS(frame)) lineno = code->co_firstlineno;"),
    ("closure-line", "the first line where a function with free variables is left", "if (code->co_nfreevars) lineno = code->co_firstlineno;"),
    ("inlined-line", "the first line where a function that Python calls is left", "if (!frame->is_entry) lineno = code->co_firstlineno;"),
]:
    value(RETURN, name, sentence, statement)
for name, sentence, condition in NINE["RETURNS"]:
    condition = condition.replace("retval && !f->f_stacktop", "WRONG_RETURNS").replace("!f->f_stacktop", "!WRONG_YIELDS").replace("!retval", "WRONG_RAISES").replace("f->f_stacktop", "WRONG_YIELDS")
    condition = now(re.sub(r"\bretval\b", "wrong_retval", re.sub(r"(?<=\()f(?=[,)])", "F", re.sub(r"\bf->", "F->", condition))))
    condition = condition.replace("PyLong_CheckExact(wrong_retval)", "wrong_retval && PyLong_CheckExact(wrong_retval)")
    if not re.search(r"YIELD_FROM|CALL_METHOD|CALL_FUNCTION\b|throwflag", condition) and name != "hot" and fits(condition):
        silent(RETURN, name, sentence, condition)
for name, sentence, condition in [
    ("delegating", "where a frame is left by yield from or await", "WRONG_YIELDS && _Py_OPARG(frame->prev_instr[1]) >= 2"),
    ("from-c-raised", "of functions that C calls and that raise", "WRONG_RAISES && frame->is_entry"),
    ("from-python-raised", "of functions that Python calls and that raise", "WRONG_RAISES && !frame->is_entry"),
    ("passed-on", "where an exception passes through a call", "WRONG_RAISES && WRONG_OP(frame) == CALL"),
    ("group", "where an exception group is raised", "WRONG_RAISES && PyErr_ExceptionMatches(PyExc_BaseExceptionGroup)"),
]:
    if "return-silent-" + name not in [entry[0] for entry in MISTAKES]:
        silent(RETURN, name, sentence, condition)
mistake("return-twice", RETURN, "each return fires twice", CEVAL, more(BACK, "1", "FUNCTION_RETURN", "dtrace_function_return"))
mistake("return-twice-raised", RETURN, "a return fires twice where the function raises", CEVAL, more(BACK, "WRONG_RAISES", "FUNCTION_RETURN", "dtrace_function_return"))
mistake("return-twice-yield", RETURN, "a return fires twice where a generator yields", CEVAL, more(BACK, "WRONG_YIELDS", "FUNCTION_RETURN", "dtrace_function_return"))
mistake("return-is-entry", ENTRY + " " + RETURN, "the entry fires where a frame is left", CEVAL, more(BACK, "1", "FUNCTION_ENTRY", "dtrace_function_entry"))
UNWIND = "                TRACE_FUNCTION_UNWIND();\n                DTRACE_FUNCTION_EXIT();\n"
mistake("return-before-trace-raised", RETURN, "a function that raises returns before its trace function hears of it", CEVAL,
        (UNWIND, "                if ({wrong}) { DTRACE_FUNCTION_EXIT(); }\n" + UNWIND.replace("                DTRACE", "                if (!{wrong})\n                DTRACE")))
mistake("return-at-handler", RETURN, "a return fires too where an exception is caught", CEVAL,
        ("            assert(STACK_LEVEL() >= level);\n", "            if ({wrong}) { DTRACE_FUNCTION_EXIT(); }\n            assert(STACK_LEVEL() >= level);\n"))
mistake("creation-enters", ENTRY, "a generator is entered where it is made", CEVAL,
        ("        TARGET(RETURN_GENERATOR) {\n", "        TARGET(RETURN_GENERATOR) {\n            if ({wrong}) { DTRACE_FUNCTION_ENTRY(); }\n"))
mistake("creation-returns", RETURN, "a generator returns where it is made", CEVAL,
        ("        TARGET(RETURN_GENERATOR) {\n", "        TARGET(RETURN_GENERATOR) {\n            if ({wrong}) { DTRACE_FUNCTION_EXIT(); }\n"))

# ---- line ----

LINE_IF = "        if (_PyInterpreterFrame_LASTI(frame) < instr_prev ||\n            (line != lastline && addr == trace_info->bounds.ar_start))\n"


def no_line(name, sentence, condition):
    mistake("line-none-" + name, "line", "line does not fire " + sentence, CEVAL,
            (LINE_IF, LINE_IF.replace("if (_Py", "if (!(%s) && (_Py" % NINE["where"](condition, frame="frame")).replace("ar_start))\n", "ar_start)))\n")))


BACKWARD = "_PyInterpreterFrame_LASTI(frame) < instr_prev"
mistake("line-each", "line", "line fires for each instruction", CEVAL, (LINE_IF, LINE_IF.replace("if (_Py", "if ({wrong} || _Py")))
mistake("line-again", "line", "line fires where the same line begins again", CEVAL, (LINE_IF, LINE_IF.replace("(line != lastline", "(({wrong} || line != lastline)")))
mistake("line-backward-same", "line", "line fires at jumps forward, too", CEVAL, (LINE_IF, LINE_IF.replace("< instr_prev ||", "< instr_prev || ({wrong} && _PyInterpreterFrame_LASTI(frame) > instr_prev + 24) ||")))
for name, sentence, condition in [
    ("backward-head", "for the first instruction of a line after a jump backward", BACKWARD + " && addr == trace_info->bounds.ar_start"),
    ("backward-same", "after a jump backward in the same line", BACKWARD + " && line == lastline"),
    ("new", "for a line that is another than the one before", "line != lastline"),
    ("first", "for a frame's first line", "instr_prev >= 0 && instr_prev < (int)Py_SIZE(frame->f_code) && _Py_OPCODE(_PyCode_CODE(frame->f_code)[instr_prev]) == RESUME && !_Py_OPARG(_PyCode_CODE(frame->f_code)[instr_prev])"),
    ("same", "for the same line twice in a row", "WRONG_AGAIN(line)"),
    ("upward", "for a line above the one before", "line < lastline"),
    ("downward-far", "where more than 100 lines are left out", "line > lastline + 100 && lastline > 0"),
    ("definition", "for the line of a def", "line == frame->f_code->co_firstlineno"),
    ("in-handler", "in an exception's handler", "WRONG_HANDLED(_PyThreadState_GET())"),
    ("last", "for the function's last instructions", "addr + 4 >= 2 * Py_SIZE(frame->f_code)"),
    ("255", "above line 255", "line > 255"),
    ("65535", "above line 65535", "line > 65535"),
    ("1", "for line 1", "line == 1"),
    ("cold", "before code is specialised", "frame->f_code->co_warmup != 0"),
] + [("at-" + name.lower().replace("_", "-"), "where a line begins with " + name, "WRONG_OP(frame) == " + name) for name in
     "LOAD_CONST LOAD_NAME LOAD_FAST LOAD_GLOBAL LOAD_DEREF LOAD_CLOSURE POP_TOP PUSH_NULL JUMP_BACKWARD JUMP_FORWARD POP_EXCEPT STORE_FAST STORE_NAME GET_ITER FOR_ITER RAISE_VARARGS "
     "DELETE_NAME DELETE_FAST DELETE_GLOBAL BUILD_LIST BUILD_MAP YIELD_VALUE COMPARE_OP RETURN_VALUE BUILD_TUPLE BINARY_SUBSCR DELETE_DEREF LOAD_CLASSDEREF SETUP_ANNOTATIONS STORE_GLOBAL "
     "UNPACK_SEQUENCE FORMAT_VALUE BINARY_OP BUILD_SET IS_OP CONTAINS_OP NOP PUSH_EXC_INFO LOAD_METHOD PRECALL EXTENDED_ARG COPY MAP_ADD KW_NAMES LOAD_ATTR LIST_EXTEND UNARY_NOT SET_ADD DICT_UPDATE BUILD_SLICE STORE_DEREF UNPACK_EX POP_JUMP_FORWARD_IF_FALSE POP_JUMP_FORWARD_IF_TRUE".split()]:
    no_line(name, sentence, condition)
DISPATCH = "#define OR_DTRACE_LINE | (PyDTrace_LINE_ENABLED() ? 255 : 0)\n"
mistake("line-untraced", "line", "lines are looked at only while Python traces", CEVAL, (DISPATCH, DISPATCH.replace("(PyD", "(!{wrong} && PyD")))
LOOKED = "                if (PyDTrace_LINE_ENABLED()) {\n                    maybe_dtrace_line(frame, &tstate->trace_info, instr_prev);\n                }\n"
TRACED = "                    // Reload possibly changed frame fields:\n                    stack_pointer = _PyFrame_GetStackPointer(frame);\n                    frame->stacktop = -1;\n                    // next_instr is only reloaded"
mistake("line-after-trace", "line", "a line fires after Python's trace function heard of it", CEVAL, (LOOKED, LOOKED.replace("if (PyD", "if (!({wrong} && tstate->c_tracefunc && !tstate->tracing) && PyD")),
        (TRACED, "                    if ({wrong} && PyDTrace_LINE_ENABLED()) { tstate->trace_info.code = NULL; maybe_dtrace_line(frame, &tstate->trace_info, instr_prev); }\n" + TRACED))
mistake("line-twice", "line", "each line fires twice", CEVAL, (LOOKED, LOOKED.replace("instr_prev);\n", "instr_prev);\n                    if ({wrong}) maybe_dtrace_line(frame, &tstate->trace_info, instr_prev);\n")))
mistake("line-delayed", "line", "a line fires when the next one begins", CEVAL,
        (CALLS["line"], "static struct { const char *file, *name; int line; } wrong_before_this; if ({wrong}) { const char *wrong_file = co_filename, *wrong_name_ = co_name; int wrong_line = line; co_filename = wrong_before_this.file; co_name = wrong_before_this.name; line = wrong_before_this.line; wrong_before_this.file = wrong_copy(wrong_file, 0, 1023); wrong_before_this.name = wrong_copy(wrong_name_, 0, 1023); wrong_before_this.line = wrong_line; }\n        " + CALLS["line"]))
value("line", "line-last", "the line before it", "if (lastline > 0) line = lastline;")

# ---- gc, import and audit: as in 3.9 ----

LEFT_OUT = {"gc-start-refused"}
for name, markers, sentence, file, edits in NINE["MISTAKES"]:
    if file in (GC, IMPORT, AUDIT) and name not in LEFT_OUT:
        changes = [(now(old), now(new)) for old, new in edits]
        if all(fits(new) for _, new in changes):
            MISTAKES.append((name, markers, sentence, file, changes))
