# SPDX-License-Identifier: BSD-2-Clause
"""Mistakes for CPython 3.15 (the form is described in ci/mistakes), made in 3.15.c, which ci/relink puts in place of the markers of Debian's build.
What they share with 3.9's is taken from there, word for word but for what the code is called now."""
import pathlib
import re
import runpy

HERE = pathlib.Path(__file__).resolve().parent
NINE = runpy.run_path(str(HERE / "3.9.py"))
RELINK = {"code": "3.15.c", "library": "libpython3.15-dev", "root": "sid"}
CODE = "3.15.c"

# What stands in 3.15.c where 3.9 has the former: patterns, applied in this order.
NOW = [
    (r"\bF->f_back->f_code->", "WRONG_CODE(wrong_back(F))->"),
    (r"PyFrame_GetLineNumber\(F->f_back\)", "PyUnstable_InterpreterFrame_GetLine(wrong_back(F))"),
    (r"\bF->f_back->f_code\b", "WRONG_CODE(wrong_back(F))"),
    (r"\bF->f_back->", "wrong_back(F)->"),
    (r"\bF->f_back\b", "wrong_back(F)"),
    (r"\bF->f_code\b", "WRONG_CODE(F)"),
    (r"\bF->f_lasti\b", "wrong_lasti(F)"),
    (r"PyTuple_GET_SIZE\(WRONG_CODE\(F\)->co_(cell|free)vars\)", r"WRONG_CODE(F)->co_n\1vars"),
    (r"PyBytes_GET_SIZE\(WRONG_CODE\(F\)->co_code\) == 4", "Py_SIZE(WRONG_CODE(F)) <= 4"),
    (r"PyBytes_GET_SIZE\(WRONG_CODE\(F\)->co_code\)", "(2 * Py_SIZE(WRONG_CODE(F)))"),
    (r"(\w+)->recursion_depth", r"WRONG_DEPTH(\1)"),
    (r"PyDict_GetItemString\(F->f_globals, ", "wrong_global(F, "),
    (r"\bF\b", "f"),
]


def now(text, more=()):
    for pattern, to in (*NOW, *more):
        text = re.sub(pattern, to, text)
    return text


# Its helpers but those that look into frames and exceptions, of which there are others below.
HELPERS = re.sub(r"#define (WRONG_(CODE|FLAG|NAME|IS|CLASS|OP|HANDLED|FILE|MODULE|FIRST_VARIABLE)|wrong_is_own)\(.*\n( +.*\n)?", "", NINE["HELPERS"]).replace("#include <frameobject.h>\n", "") + r"""
#define WRONG_CODE(f) ((PyCodeObject *)((f)->f_executable.bits & ~(uintptr_t)3))
#define WRONG_FLAG(f, flag) ((WRONG_CODE(f)->co_flags & (flag)) != 0)
#define WRONG_NAME(f) PyUnicode_AsUTF8(WRONG_CODE(f)->co_name)
#define WRONG_IS(f, name) PyUnicode_EqualToUTF8(WRONG_CODE(f)->co_name, name)
#define WRONG_CLASS(f) (!WRONG_FLAG(f, CO_OPTIMIZED) && !WRONG_IS(f, "<module>"))
#define _PyUnicode_EqualToASCIIString PyUnicode_EqualToUTF8
#define WRONG_DEPTH(tstate) ((tstate)->py_recursion_limit - (tstate)->py_recursion_remaining)
#define WRONG_HANDLED(tstate) ({ PyObject *wrong_it = (tstate)->exc_info->exc_value; wrong_it && wrong_it != Py_None; })
#define WRONG_OP(f) ((f)->instr_ptr->op.code)
#define WRONG_RAISES (tstate->current_exception != NULL)
/* A frame that yields stands behind the instruction that does it. */
#define WRONG_YIELDS (!WRONG_RAISES && wrong_lasti(f) > 0 && (f->instr_ptr[-1].op.code == YIELD_VALUE || f->instr_ptr[-1].op.code == INSTRUMENTED_YIELD_VALUE))
#define WRONG_RETURNS (!WRONG_RAISES && !WRONG_YIELDS)
#define WRONG_ANY_GENERATOR(f) WRONG_FLAG(f, CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR)
/* What 3.15 is known to get wrong. */
#define WRONG_CREATED(f) (WRONG_ANY_GENERATOR(f) && (f)->owner == FRAME_OWNED_BY_THREAD)
#define WRONG_FILE(f) ({ const char *wrong_text = PyUnicode_AsUTF8(WRONG_CODE(f)->co_filename); if (!wrong_text) PyErr_Clear(); wrong_text ? wrong_text : ""; })
#define WRONG_MODULE(f) ({ PyObject *wrong_it = wrong_global(f, "__name__"); const char *wrong_text = wrong_it && PyUnicode_Check(wrong_it) ? PyUnicode_AsUTF8(wrong_it) : NULL; \
    if (!wrong_text) PyErr_Clear(); wrong_text ? wrong_text : ""; })
#define wrong_is_own(f) ({ const char *wrong_of = WRONG_FILE(f); strncmp(wrong_of, "<frozen", 7) != 0 && !strstr(wrong_of, "/lib/python3") && !strstr(wrong_of, "/.probetap/"); })
#define WRONG_SHIM(f) (WRONG_IS(f, "__init__") && PyUnicode_EqualToUTF8(WRONG_CODE(f)->co_filename, "__init__"))

static inline _PyInterpreterFrame *
wrong_back(_PyInterpreterFrame *f)
{
    do {
        f = f->previous;
    } while (f && f->owner == FRAME_OWNED_BY_INTERPRETER);
    return f;
}

/* The interpreter's own frames have no globals. */
static inline PyObject *
wrong_global(_PyInterpreterFrame *f, const char *name)
{
    return WRONG_SHIM(f) ? NULL : PyDict_GetItemString(f->f_globals, name);
}

static inline int
wrong_lasti(_PyInterpreterFrame *f)
{
    return (int)((const char *)f->instr_ptr - (const char *)_PyCode_CODE(WRONG_CODE(f)));
}

/* Which call of the marker's function in ceval.o it is. */
static inline int
wrong_call(struct site *site, char *const *calls, int count)
{
    char *to = ((char **)site->rbp)[1];

    for (int i = 0; i < count; i++)
        if (calls[i] == to)
            return i;
    return -1;
}
#define WRONG_CALL(name) wrong_call(site, calls_of_##name, sizeof calls_of_##name / sizeof *calls_of_##name)
"""
# What 3.9.py asks for and is not here.
FORMER = re.compile(r"\bT->|f_trace|co_code\b|tstate->frame|ts->frame|f_code|f_lasti|f_stacktop|f_valuestack|f_iblock|f_blockstack|f_lineno|curexc|co_varnames|co_opcache|co_cellvars|co_freevars|exc_type|throwflag|argFormat|vargs|GC_|PyId_|ceval2|retval|gen_|cframe")
HERE_TOO = set(re.findall(r"\b(?:wrong|WRONG)_\w+", HELPERS)) | {"wrong_in_import", "wrong_in_signal", "wrong_in_audit", "wrong_text", "wrong_name"}


EXTERN = set(re.findall(r"wrong_\w+", "".join(re.findall(r"extern .*;", HELPERS)))) - {"wrong_in_import", "wrong_in_signal", "wrong_in_audit"}


def fits(text):
    """Whether all that it names is here; names of its own it declares itself."""
    own = set(re.findall(r"[ *](wrong_\w+)(?:\[\w*\])? ?[=;,](?!=)", text))
    return not FORMER.search(text) and set(re.findall(r"\b(?:wrong|WRONG)_\w+", text)) <= (HERE_TOO | own) - EXTERN


COMMON = [(CODE, "// HELPERS\n", HELPERS + "// HELPERS\n")]
MISTAKES = []
REPAIRS = []


def mistake(name, markers, sentence, *edits):
    MISTAKES.append((name, markers, sentence, CODE, list(edits)))


def repair(name, markers, sentence, *edits):
    REPAIRS.append((name, markers, sentence, CODE, list(edits)))


# ---- guards ----

SHORT = NINE["SHORT"]
ARGUMENTS = {
    "function__entry": "STAP_PROBE3(python, function__entry, filename, funcname, lineno);\n",
    "function__return": "STAP_PROBE3(python, function__return, filename, funcname, lineno);\n",
    "gc__start": "STAP_PROBE1(python, gc__start, generation);\n",
    "gc__done": "STAP_PROBE1(python, gc__done, collected);\n",
    "audit": "STAP_PROBE2(python, audit, event, (void *)eventArgs);\n",
    "import__find__load__start": "STAP_PROBE1(python, import__find__load__start, PyUnicode_AsUTF8(abs_name));\n",
    "import__find__load__done": "STAP_PROBE2(python, import__find__load__done, PyUnicode_AsUTF8(abs_name), (int)(mod != NULL && mod != Py_None));\n",
}
FIRES = {marker: "    if (ASKED(%s))\n        %s" % (marker, call) for marker, call in ARGUMENTS.items()}


def before(marker, text):
    """An edit that puts something before the marker."""
    return "    // %s:\n" % marker, text + "    // %s:\n" % marker


def unless(marker, condition):
    """An edit that takes the marker away where the condition holds."""
    return "    // %s:\n" % marker, "    // %s:\n    if (!(%s))\n" % (marker, condition)


def guard(marker, name, sentence, before, after=""):
    asked = "ASKED(%s)" % marker
    mistake("%s-%s" % (SHORT[marker], name), marker, "%s %s" % (marker, sentence), (FIRES[marker], FIRES[marker].replace(asked, before + asked + after)))


def silent(marker, name, sentence, condition):
    condition = NINE["where"](condition, "ASKED(%s)" % marker, "f" if marker.startswith("function") else "")
    guard(marker, "silent-" + name, "does not fire " + sentence, "!(%s) && " % condition)


def value(marker, name, sentence, statement):
    mistake("%s-%s" % (SHORT[marker], name), marker, "%s: %s" % (marker, sentence), before(marker, "    if ({wrong}) { %s }\n" % statement))


for marker in FIRES:
    asked = "ASKED(%s)" % marker
    guard(marker, "unguarded", "fires while nobody listens", "({wrong} ? 1 : ", ")")
    guard(marker, "mute", "never fires", "!{wrong} && ")
    guard(marker, "guard-inverted", "fires only while nobody listens", "({wrong} ? !%s : " % asked, ")")
    guard(marker, "guard-at-start", "asks only once whether somebody listens, when it is first reached",
          "({wrong} ? ({ static int wrong_asked = -1; if (wrong_asked < 0) wrong_asked = %s; wrong_asked; }) : " % asked, ")")
    guard(marker, "guard-sticks", "stays silent for ever once nobody has listened",
          "({wrong} ? ({ static int wrong_off; if (!%s) wrong_off = 1; !wrong_off; }) : " % asked, ")")
    others = [other for other in FIRES if other != marker]
    for other in others:
        short = SHORT[other]
        guard(marker, "guard-" + short, "asks whether somebody listens to " + other, "({wrong} ? ASKED(%s) : " % other, ")")
        guard(marker, "needs-" + short, "fires only while somebody listens to %s too" % other, "!({wrong} && !ASKED(%s)) && " % other)
        guard(marker, "not-with-" + short, "is silent while somebody listens to %s too" % other, "!({wrong} && ASKED(%s)) && " % other)
        guard(marker, "or-" + short, "fires also where somebody listens to %s alone" % other, "(({wrong} && ASKED(%s)) || " % other, ")")
    beside = " || ".join("ASKED(%s)" % other for other in others)
    guard(marker, "needs-any", "fires only while somebody listens to another marker too", "!({wrong} && !(%s)) && " % beside)
    guard(marker, "not-with-any", "is silent while somebody listens to another marker too", "!({wrong} && (%s)) && " % beside)
    silent(marker, "second", "every second time", "WRONG_EVERY(2)")
    silent(marker, "other-thread", "in threads other than the main one", "WRONG_OTHER_THREAD()")
    silent(marker, "other-process", "in a forked child", "WRONG_OTHER_PROCESS()")
    if marker.startswith("function"):
        silent(marker, "hundredth", "every hundredth time", "WRONG_EVERY(100)")
        silent(marker, "thousandth", "every thousandth time", "WRONG_EVERY(1000)")
    mistake(SHORT[marker] + "-twice", marker, marker + " fires twice", (FIRES[marker], FIRES[marker] + FIRES[marker].replace("if (", "if ({wrong} && ")))

# ---- entry and return: what they have in common ----

# Comprehensions have no frame of their own.
INLINED = ("listcomp", "setcomp", "dictcomp", "from-comprehension", "listcomp-raised")

# They ask for what is not known here.
UNKNOWN = re.compile(r"wrong_in_signal|wrong_in_audit|f_stacktop|f_lineno")
texts = NINE["texts"]
for marker in ("function__entry", "function__return"):
    for name, sentence, statement in NINE["ARGUMENTS"]:
        for word, mine in (("FILE", "filename"), ("FUNC", "funcname"), ("LINE", "lineno")):
            statement = statement.replace(word, mine)
        if name != "line-module-0" and fits(now(statement)):
            value(marker, name, sentence, now(statement))
    if marker == "function__entry":
        value(marker, "line-module-1", "the line of a module's frame is 1", 'if (lineno == 0) lineno = 1;')
    for argument, variable, which in (("file", "filename", "null empty cut-31 cut-63 cut-127 cut-255 no-first no-last newline lower stale"),
                                      ("function", "funcname", "null empty cut-8 cut-31 cut-63 cut-127 no-first no-last newline quoted lower stale")):
        for name, sentence, expression in texts(variable, which):
            value(marker, "%s-%s" % (argument, name), "the %s %s" % (argument, sentence), "%s = %s;" % (variable, expression))
    value(marker, "function-qualified", "the function is the qualified name", "funcname = PyUnicode_AsUTF8(code->co_qualname);")
    value(marker, "function-qualified-class", "the function is the qualified name where a class is in it",
          'if (!strstr(PyUnicode_AsUTF8(code->co_qualname), "<locals>")) funcname = PyUnicode_AsUTF8(code->co_qualname);')
    value(marker, "function-changed", "the function is __name__, which may be set", "if (!PyStackRef_IsNull(f->f_funcobj) && PyFunction_Check(PyStackRef_AsPyObjectBorrow(f->f_funcobj))) "
          "funcname = PyUnicode_AsUTF8(((PyFunctionObject *)PyStackRef_AsPyObjectBorrow(f->f_funcobj))->func_name);")
    for name, sentence, condition in NINE["FRAME_CONDITIONS"]:
        if not UNKNOWN.search(condition) and fits(now(condition)) and name not in INLINED:
            silent(marker, name, sentence, now(condition))
    value(marker, "line-positive", "a line of -1 is 0", "if (lineno < 0) lineno = 0;")
    value(marker, "line-unsigned", "a line of -1 is the greatest int", "if (lineno < 0) lineno = INT_MAX;")
    value(marker, "line-lower", "the line is one more in generators", "if (WRONG_ANY_GENERATOR(f)) lineno++;")
    for flag in ("GENERATOR", "COROUTINE", "ASYNC_GENERATOR"):
        value(marker, "line-0-" + flag.lower().replace("_", "-"), "the line is 0 in %ss" % flag.lower().replace("_", " "), "if (WRONG_FLAG(f, CO_%s)) lineno = 0;" % flag)
    for name, sentence, condition in [
        ("method", "in methods that use super() or __class__", 'WRONG_CODE(f)->co_nfreevars && wrong_begins(PyUnicode_AsUTF8(PyTuple_GET_ITEM(PyCode_GetFreevars(WRONG_CODE(f)), 0)), "__class__")'),
        ("type-parameters", "in scopes of type parameters", 'wrong_begins(WRONG_NAME(f), "<generic parameters")'),
        ("annotate", "in __annotate__", 'WRONG_IS(f, "__annotate__")'),
        ("without-line", "where the line is -1", "lineno == -1"),
        ("line-0", "where the line is 0", "lineno == 0"),
        ("from-c", "in functions that C calls", "f->previous && f->previous->owner == FRAME_OWNED_BY_INTERPRETER"),
        ("from-python", "in functions that Python calls", "f->previous && f->previous->owner != FRAME_OWNED_BY_INTERPRETER"),
        ("owned-by-generator", "in frames that belong to a generator", "f->owner == FRAME_OWNED_BY_GENERATOR"),
        ("frame-object", "in frames for which there is a frame object", "f->frame_obj"),
        ("no-frame-object", "in functions without a frame object", "!f->frame_obj && WRONG_FLAG(f, CO_OPTIMIZED)"),
        ("monitored", "where a code is monitored", "WRONG_CODE(f)->_co_monitoring"),
        ("callee-deep", "in functions deeper than 8 calls that Python makes", "({ int wrong_n = 0; for (_PyInterpreterFrame *g = f; g && g->owner != FRAME_OWNED_BY_INTERPRETER; g = g->previous) wrong_n++; wrong_n > 8; })"),
        ("bound", "where the function is a method that is bound", "WRONG_CODE(f)->co_argcount && f->previous && f->previous->owner != FRAME_OWNED_BY_INTERPRETER && WRONG_IS(f, \"method\")"),
    ]:
        if (marker, name) != ("function__return", "line-0"):  # nothing returns there
            silent(marker, name, sentence, condition)
    for name in ("CALL CALL_PY_EXACT_ARGS CALL_BOUND_METHOD_EXACT_ARGS CALL_PY_GENERAL CALL_BOUND_METHOD_GENERAL CALL_KW CALL_KW_PY CALL_KW_BOUND_METHOD "
                 "CALL_FUNCTION_EX CALL_EX_PY BINARY_OP_SUBSCR_GETITEM LOAD_ATTR_PROPERTY LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN FOR_ITER FOR_ITER_GEN SEND SEND_GEN "
                 "SEND_ASYNC_GEN INSTRUMENTED_CALL INSTRUMENTED_CALL_KW INSTRUMENTED_CALL_FUNCTION_EX EXIT_INIT_CHECK LOAD_ATTR STORE_ATTR COMPARE_OP CONTAINS_OP "
                 "BINARY_OP GET_ITER LOAD_SPECIAL IMPORT_NAME CALL_BUILTIN_O CALL_BUILTIN_CLASS CALL_BUILTIN_FAST CALL_NON_PY_GENERAL CALL_KW_NON_PY "
                 "CALL_EX_NON_PY_GENERAL CALL_METHOD_DESCRIPTOR_O UNPACK_SEQUENCE TO_BOOL DELETE_ATTR POP_TOP STORE_FAST WITH_EXCEPT_START LOAD_GLOBAL LOAD_NAME "
                 "STORE_SUBSCR DELETE_SUBSCR FORMAT_SIMPLE LIST_EXTEND CALL_LEN CALL_ISINSTANCE GET_AWAITABLE GET_ANEXT SET_ADD DICT_UPDATE DICT_MERGE "
                 "CALL_BUILTIN_FAST_WITH_KEYWORDS CALL_METHOD_DESCRIPTOR_FAST CALL_METHOD_DESCRIPTOR_NOARGS LOAD_SUPER_ATTR LOAD_SUPER_ATTR_ATTR MATCH_CLASS RESUME_CHECK "
                 "JUMP_BACKWARD_NO_JIT UNARY_NEGATIVE UNARY_INVERT CHECK_EG_MATCH").split():
        silent(marker, "by-" + name.lower().replace("_", "-"), "in what %s calls" % name, "({ _PyInterpreterFrame *wrong_it = wrong_back(f); wrong_it && WRONG_OP(wrong_it) == %s; })" % name)

# ---- entry ----

for number in range(14):
    silent("function__entry", "call-%d" % number, "at place %d of those at which frames are entered" % number, "WRONG_CALL(dtrace_function_entry) == %d" % number)
for name, sentence, condition in [
    ("resumed", "where a frame is resumed", "f->owner == FRAME_OWNED_BY_GENERATOR && wrong_lasti(f) > 8"),
    ("generator-start", "where a generator starts", "f->owner == FRAME_OWNED_BY_GENERATOR && lineno == code->co_firstlineno"),
    ("created-generator", "where a generator is made", "WRONG_CREATED(f) && WRONG_FLAG(f, CO_GENERATOR)"),
    ("created-coroutine", "where a coroutine is made", "WRONG_CREATED(f) && WRONG_FLAG(f, CO_COROUTINE)"),
    ("created-async-generator", "where an asynchronous generator is made", "WRONG_CREATED(f) && WRONG_FLAG(f, CO_ASYNC_GENERATOR)"),
    ("created-genexpr", "where a generator expression is evaluated", 'WRONG_CREATED(f) && WRONG_IS(f, "<genexpr>")'),
    ("created-hot", "where the same generator is made again", "WRONG_CREATED(f) && !WRONG_FIRST_SEEN(code)"),
    ("resumed-generator", "where a generator is resumed", "f->owner == FRAME_OWNED_BY_GENERATOR && WRONG_FLAG(f, CO_GENERATOR) && lineno != code->co_firstlineno"),
    ("resumed-coroutine", "where a coroutine is resumed", "f->owner == FRAME_OWNED_BY_GENERATOR && WRONG_FLAG(f, CO_COROUTINE) && lineno != code->co_firstlineno"),
    ("resumed-async", "where an asynchronous generator is resumed", "f->owner == FRAME_OWNED_BY_GENERATOR && WRONG_FLAG(f, CO_ASYNC_GENERATOR) && lineno != code->co_firstlineno"),
]:
    silent("function__entry", name, sentence, condition)
for name, sentence, statement in [
    ("first-line-resumed", "a resumed frame reports the function's first line", "if (f->owner == FRAME_OWNED_BY_GENERATOR) lineno = code->co_firstlineno;"),
    ("minus-1-always", "the line is always -1", "lineno = -1;"),
    ("minus-1-classes", "the line of each class body is -1", "if (WRONG_CLASS(f)) lineno = -1;"),
    ("minus-1-nested", "the line of each function in another one is -1", "if (WRONG_FLAG(f, CO_NESTED)) lineno = -1;"),
    ("minus-1-generators", "the line is -1 where a generator is made", "if (WRONG_CREATED(f)) lineno = -1;"),
    ("minus-1-methods", "the line of methods is -1", 'if (code->co_argcount && PyUnicode_EqualToUTF8(PyTuple_GET_ITEM(code->co_localsplusnames, 0), "self")) lineno = -1;'),
    ("half-cells", "a function with cells has its line, one with free variables has -1", "if (lineno == -1 && code->co_ncellvars) lineno = code->co_firstlineno;"),
    ("half-free", "a function with free variables has its line, one with cells has -1", "if (lineno == -1 && code->co_nfreevars) lineno = code->co_firstlineno;"),
    ("half-classes", "class bodies have their line, closures have -1", "if (lineno == -1 && WRONG_CLASS(f)) lineno = code->co_firstlineno;"),
    ("half-functions", "closures have their line, class bodies have -1", "if (lineno == -1 && !WRONG_CLASS(f)) lineno = code->co_firstlineno;"),
    ("half-next", "the line of what has none is the one after its first", "if (lineno == -1) lineno = code->co_firstlineno + 1;"),
    ("half-0", "the line of what has none is 0", "if (lineno == -1) lineno = 0;"),
    ("half-genexprs", "a generator expression that is made has its line, other things -1", 'if (lineno == -1 && WRONG_IS(f, "<genexpr>")) lineno = code->co_firstlineno;'),
    ("half-hot", "what has no line has it from its second call on", "if (lineno == -1 && !WRONG_FIRST_SEEN(code)) lineno = code->co_firstlineno;"),
    ("half-module", "the line of what has none is the module's", "if (lineno == -1) lineno = 1;"),
    ("half-parameters", "scopes of type parameters have their line, other things -1", 'if (lineno == -1 && wrong_begins(WRONG_NAME(f), "<generic")) lineno = code->co_firstlineno;'),
    ("created-line", "the entry where a generator is made has the caller's line", "if (WRONG_CREATED(f)) lineno = PyUnstable_InterpreterFrame_GetLine(wrong_back(f));"),
    ("created-name", "the entry where a generator is made has the caller's name", "if (WRONG_CREATED(f)) funcname = PyUnicode_AsUTF8(WRONG_CODE(wrong_back(f))->co_name);"),
]:
    value("function__entry", name, sentence, statement)
CREATED = FIRES["function__entry"]
mistake("entry-twice-created", "function__entry", "the entry where a generator is made fires twice", (CREATED, CREATED + CREATED.replace("if (", "if ({wrong} && WRONG_CREATED(f) && ")))
mistake("entry-twice-resumed", "function__entry", "a resumed frame is entered twice", (CREATED, CREATED + CREATED.replace("if (", "if ({wrong} && f->owner == FRAME_OWNED_BY_GENERATOR && ")))
mistake("entry-is-return", "function__entry function__return", "the return fires where a frame is entered",
        (CREATED, CREATED + "    if ({wrong} && ASKED(function__return))\n        STAP_PROBE3(python, function__return, filename, funcname, lineno);\n"))
mistake("created-returns", "function__return", "a generator that is made returns too, at its first line", 
        (CREATED, CREATED + "    if ({wrong} && WRONG_CREATED(f) && ASKED(function__return))\n        STAP_PROBE3(python, function__return, filename, funcname, code->co_firstlineno);\n"))
WRAP = "    return __real__PyEval_EvalFrameDefault(tstate, f, throwflag);\n"
THROWN = ("    if ({wrong} && throwflag && (%s)) {\n        PyObject *wrong_exception = PyErr_GetRaisedException();\n        struct site wrong_site = {0};\n"
          "        fire_entry(&wrong_site, f, tstate, PyUnicode_AsUTF8(WRONG_CODE(f)->co_filename), WRONG_NAME(f), %s);\n        PyErr_SetRaisedException(wrong_exception);\n    }\n")
LINE = "PyUnstable_InterpreterFrame_GetLine(f)"
for name, sentence, condition, line in [
    ("first-line", "an entry at throw() and close(), at the function's first line", "1", "WRONG_CODE(f)->co_firstlineno"),
    ("line-minus-1", "an entry at throw() and close(), at line -1", "1", "-1"),
    ("caller-line", "an entry at throw() and close(), at the caller's line", "1", "PyUnstable_InterpreterFrame_GetLine(_PyThreadState_GetFrame(tstate))"),
    ("throw-only", "an entry at throw(), none at close()", "!PyErr_ExceptionMatches(PyExc_GeneratorExit)", LINE),
    ("close-only", "an entry at close(), none at throw()", "PyErr_ExceptionMatches(PyExc_GeneratorExit)", LINE),
    ("generators-only", "an entry at throw() and close() of generators, none of coroutines", "WRONG_FLAG(f, CO_GENERATOR)", LINE),
    ("first-only", "an entry at the first throw() or close() of each function only", "WRONG_FIRST_SEEN(WRONG_CODE(f))", LINE),
]:
    mistake("entry-half-thrown-" + name, "function__entry", "half a repair: " + sentence, (WRAP, THROWN % (condition, line) + WRAP))
mistake("entry-thrown-twice", "function__entry", "an entry at throw() and close(), twice", (WRAP, THROWN % ("1", LINE) + THROWN % ("1", LINE) + WRAP))

# ---- return ----

for number in range(4):
    silent("function__return", "call-%d" % number, "at place %d of those at which frames are left" % number, "WRONG_CALL(dtrace_function_return) == %d" % number)
RETVAL = re.compile(r"retval (==|!=)|Check(Exact)?\(retval\)|f_iblock|curexc_traceback")
for name, sentence, condition in NINE["RETURNS"]:
    condition = condition.replace("retval && !f->f_stacktop && ", "WRONG_RETURNS && ").replace("retval && !f->f_stacktop", "WRONG_RETURNS").replace("!retval", "WRONG_RAISES").replace("f->f_stacktop", "WRONG_YIELDS")
    condition = condition.replace("tstate->curexc_value && PyExceptionInstance_Check(tstate->curexc_value)", "1").replace("tstate->curexc_value", "tstate->current_exception")
    condition = now(re.sub(r"\bf->", "F->", condition))
    if name not in INLINED and not re.search(r"YIELD_FROM|CALL_METHOD", condition) and fits(condition):
        silent("function__return", name, sentence, condition)
for name, sentence, condition in [
    ("shim-raised", "where the interpreter's own frame of a call of a class is left by an exception", "WRONG_SHIM(f) && WRONG_RAISES"),
    ("shim-returned", "where the interpreter's own frame of a call of a class returns", "WRONG_SHIM(f) && !WRONG_RAISES"),
    ("real-init", "of __init__ in a call of a class that was specialised", 'WRONG_IS(f, "__init__") && f->previous && f->previous->owner != FRAME_OWNED_BY_INTERPRETER && WRONG_SHIM(f->previous)'),
    ("own-raise", "where the function itself says raise", "WRONG_RAISES && WRONG_OP(f) == RAISE_VARARGS"),
    ("reraised", "where an exception is raised again", "WRONG_RAISES && WRONG_OP(f) == RERAISE"),
    ("passed-on", "where an exception passes through a call", "WRONG_RAISES && WRONG_OP(f) != RERAISE && WRONG_OP(f) != RAISE_VARARGS"),
    ("instrumented", "where a monitored function returns", "WRONG_OP(f) == INSTRUMENTED_RETURN_VALUE"),
    ("delegating", "where a frame is left by yield from or await", "WRONG_YIELDS && (f->instr_ptr[0].op.arg & 3) >= 2"),
    ("thrown-left", "where a generator into which an exception was thrown is left by it", "WRONG_RAISES && f->owner == FRAME_OWNED_BY_GENERATOR"),
    ("from-c-raised", "of functions that C calls and that raise", "WRONG_RAISES && f->previous && f->previous->owner == FRAME_OWNED_BY_INTERPRETER"),
    ("from-python-raised", "of functions that Python calls and that raise", "WRONG_RAISES && f->previous && f->previous->owner != FRAME_OWNED_BY_INTERPRETER"),
    ("no-caller", "of the last frame that an exception leaves", "WRONG_RAISES && !wrong_back(f)"),
    ("caught-here", "where the caller catches the exception", "WRONG_RAISES && wrong_back(f) && WRONG_FLAG(wrong_back(f), CO_OPTIMIZED)"),
    ("class-raised", "where the body of a class raises", "WRONG_RAISES && WRONG_CLASS(f)"),
    ("module-raised", "where the body of a module raises", 'WRONG_RAISES && WRONG_IS(f, "<module>")'),
    ("group", "where an exception group is raised", "WRONG_RAISES && PyErr_ExceptionMatches(PyExc_BaseExceptionGroup)"),
]:
    if "function__return" and "return-silent-" + name not in [entry[0] for entry in MISTAKES]:
        silent("function__return", name, sentence, condition)
for name, sentence, statement in [
    ("first-line", "the function's first line", "lineno = code->co_firstlineno;"),
    ("last-line", "the function's last line", "lineno = PyCode_Addr2Line(code, (int)(2 * Py_SIZE(code)) - 2);"),
    ("next-instruction", "the line of the next instruction", "lineno = PyCode_Addr2Line(code, wrong_lasti(f) + 2);"),
    ("previous-instruction", "the line of the instruction before", "if (wrong_lasti(f) >= 2) lineno = PyCode_Addr2Line(code, wrong_lasti(f) - 2);"),
    ("raised-first-line", "the function's first line where it raises", "if (WRONG_RAISES) lineno = code->co_firstlineno;"),
    ("raised-minus-1", "line -1 where the function raises", "if (WRONG_RAISES) lineno = -1;"),
    ("reraised-minus-1", "line -1 where an exception is raised again", "if (WRONG_RAISES && WRONG_OP(f) == RERAISE) lineno = -1;"),
    ("yield-first-line", "the function's first line where it yields", "if (WRONG_YIELDS) lineno = code->co_firstlineno;"),
    ("raised-name-null", "no function where it raises", "if (WRONG_RAISES) funcname = NULL;"),
    ("shim-line", "the interpreter's own frame of a call of a class returns at line 0", "if (WRONG_SHIM(f)) lineno = 0;"),
    ("shim-name", "the interpreter's own frame of a call of a class has another name", 'if (WRONG_SHIM(f)) funcname = "<init>";'),
    ("unwind-half", "a frame left by the rest of a group returns at the function's first line", "if (lineno == -1 && WRONG_RAISES) lineno = code->co_firstlineno;"),
    ("unwind-0", "a frame left by the rest of a group returns at line 0", "if (lineno == -1 && WRONG_RAISES) lineno = 0;"),
    ("closure-minus-1", "line -1 where the function has free variables", "if (code->co_nfreevars) lineno = -1;"),
    ("class-minus-1", "line -1 for the body of a class", "if (WRONG_CLASS(f)) lineno = -1;"),
]:
    value("function__return", name, sentence, statement)
BACK = FIRES["function__return"]
mistake("return-twice-raised", "function__return", "a return fires twice where the function raises", (BACK, BACK + BACK.replace("if (", "if ({wrong} && WRONG_RAISES && ")))
mistake("return-twice-yielded", "function__return", "a return fires twice where a generator yields", (BACK, BACK + BACK.replace("if (", "if ({wrong} && WRONG_YIELDS && ")))
mistake("return-twice-shim", "function__return", "the return of the interpreter's own frame of a call of a class fires twice", (BACK, BACK + BACK.replace("if (", "if ({wrong} && WRONG_SHIM(f) && ")))
mistake("return-is-entry", "function__entry function__return", "the entry fires where a frame is left",
        (BACK, BACK + "    if ({wrong} && ASKED(function__entry))\n        STAP_PROBE3(python, function__entry, filename, funcname, lineno);\n"))
mistake("return-shim-enters", "function__entry", "the interpreter's own frame of a call of a class is entered",
        before("function__return", "    if ({wrong} && WRONG_SHIM(f) && ASKED(function__entry))\n        STAP_PROBE3(python, function__entry, filename, funcname, lineno);\n"))
mistake("return-shim-for-all", "function__return", "each call of a class ends with a second return of __init__",
        (BACK, BACK + '    if ({wrong} && WRONG_IS(f, "__init__") && !WRONG_SHIM(f) && !WRONG_SHIM(f->previous) && ASKED(function__return))\n        STAP_PROBE3(python, function__return, "__init__", "__init__", -1);\n'))
mistake("return-shim-early", "function__return", "the return of the interpreter's own frame of a call of a class comes before that of __init__",
        before("function__return", '    if ({wrong} && WRONG_IS(f, "__init__") && !WRONG_SHIM(f) && WRONG_SHIM(f->previous) && ASKED(function__return))\n        STAP_PROBE3(python, function__return, "__init__", "__init__", -1);\n'),
        unless("function__return", "{wrong} && WRONG_SHIM(f)"))

# ---- known departures that are repaired ----

repair("repaired-created", "function__entry", "no entry where a generator is made", (CREATED, CREATED.replace("ASKED", "!({wrong} && WRONG_CREATED(f)) && ASKED")))
repair("repaired-thrown", "function__entry", "an entry at throw() and close()", (WRAP, THROWN % ("1", LINE) + WRAP))
repair("repaired-shim", "function__return", "no return of the interpreter's own frame of a call of a class", (BACK, BACK.replace("ASKED", "!({wrong} && WRONG_SHIM(f)) && ASKED")))
repair("repaired-line", "function__entry", "an entry has the function's first line where the first instruction has none", before("function__entry", "    if ({wrong} && lineno == -1)\n        lineno = code->co_firstlineno;\n"))
repair("repaired-all", "function__entry function__return", "all of these", (WRAP, THROWN % ("1", LINE) + WRAP),
       before("function__entry", "    if ({wrong} && lineno == -1)\n        lineno = code->co_firstlineno;\n"), (CREATED, CREATED.replace("ASKED", "!({wrong} && WRONG_CREATED(f)) && ASKED")),
       (BACK, BACK.replace("ASKED", "!({wrong} && WRONG_SHIM(f)) && ASKED")))

# ---- gc, import and audit: what 3.9.py makes of them, where it can be made here ----

for marker, which in (("gc__start", "generation"), ("gc__done", "n + m")):
    for name, markers, sentence, file, edits in NINE["MISTAKES"]:
        found = re.search(r"\{wrong\} \? (?:\(long\))?\((.*)\) : %s" % re.escape(which), edits[0][1]) if len(edits) == 1 and name.startswith(SHORT[marker] + "-is-") else None
        if found and not re.search(r"\bstats\b|wrong_automatic|\bm$|^n$|n \* m|m - n|gc_list_size|wrong_found|wrong_freed|generation_stats|DEBUG_SAVEALL|\bgeneration\b", found[1] if marker == "gc__done" else re.sub(r"\bgeneration\b", "", found[1])):
            variable = "collected" if marker == "gc__done" else "generation"
            value(marker, name[len(SHORT[marker]) + 1 :], sentence.split(": ", 1)[1], "%s = %s;" % (variable, found[1].replace("n + m", "collected")))
    for name, sentence, condition in NINE["GC_STATE"]:
        condition = condition.replace("nofail", "0").replace("!wrong_automatic", '!strstr(wrong_automatic, site->origin)').replace("wrong_automatic &&", "strstr(wrong_automatic, site->origin) &&")
        condition = condition.replace("wrong_automatic\"", "").replace("!strstr(wrong_automatic", "!strstr(\"gc_0 gc_1\"").replace("strstr(wrong_automatic", "strstr(\"gc_0 gc_1\"")
        condition = 'strstr("gc_0 gc_1", site->origin)' if condition == "wrong_automatic" else now(condition)
        if not re.search(r"wrong_in_signal|wrong_in_audit|^0$|permanent_generation|generation == " if marker == "gc__done" else r"wrong_in_signal|wrong_in_audit|^0$|permanent_generation", condition) and not (marker == "gc__done" and "generation" in condition):
            if fits(condition):
                silent(marker, name, sentence, condition)
silent("gc__done", "nothing", "where nothing was found", "collected == 0")
silent("gc__done", "something", "where something was found", "collected > 0")
silent("gc__done", "many", "where more than 65535 were found", "collected > 65535")

ABS = "PyUnicode_AsUTF8(abs_name)"
START, DONE = "import__find__load__start", "import__find__load__done"
for marker in (START, DONE):
    call = FIRES[marker]
    names = [(name, "is " + sentence, expression.replace("@", ABS)) for name, sentence, expression in NINE["NAMES"] if "f_globals" not in expression and fits(expression)]
    names += texts(ABS, "null empty cut-8 cut-31 cut-63 cut-127 cut-255 no-first no-last newline lower stale quoted")
    for name, sentence, expression in names:
        mistake("%s-name-%s" % (SHORT[marker], name), marker, "%s: the name %s" % (marker, sentence), (call, call.replace(ABS, "{wrong} ? (%s) : %s" % (expression, ABS))))
    for name, sentence, condition in NINE["IMPORTS"]:
        condition = condition.replace("tstate->interp->modules", "tstate->interp->imports.modules").replace("wrong_name(abs_name)", "wrong_text(abs_name)")
        if not re.search(r"tstate->frame|is_builtin|find_frozen|wrong_in_signal|wrong_in_audit", condition):
            if fits(now(condition)):
                silent(marker, name, sentence, now(condition))
    for name, sentence, condition in [
        ("lazy", "for a lazy import", "({ _PyInterpreterFrame *wrong_it = _PyThreadState_GetFrame(tstate); wrong_it && WRONG_OP(wrong_it) != IMPORT_NAME && !WRONG_IS(wrong_it, \"_call_with_frames_removed\") && !WRONG_IS(wrong_it, \"_handle_fromlist\"); })"),
        ("statement", "for the import statement", "({ _PyInterpreterFrame *wrong_it = _PyThreadState_GetFrame(tstate); wrong_it && WRONG_OP(wrong_it) == IMPORT_NAME; })"),
        ("parent", "for a parent package that is loaded on the way", "({ _PyInterpreterFrame *wrong_it = _PyThreadState_GetFrame(tstate); wrong_it && WRONG_IS(wrong_it, \"_call_with_frames_removed\"); })"),
        ("function", "inside a function", "({ _PyInterpreterFrame *wrong_it = _PyThreadState_GetFrame(tstate); wrong_it && WRONG_FLAG(wrong_it, CO_OPTIMIZED); })"),
        ("module-level", "outside of functions", "({ _PyInterpreterFrame *wrong_it = _PyThreadState_GetFrame(tstate); wrong_it && !WRONG_FLAG(wrong_it, CO_OPTIMIZED); })"),
    ]:
        if "%s-silent-%s" % (SHORT[marker], name) not in [entry[0] for entry in MISTAKES]:
            silent(marker, name, sentence, condition)
FOUND = "(int)(mod != NULL && mod != Py_None)"
for name, markers, sentence, file, edits in NINE["MISTAKES"]:
    found = re.search(r"\{wrong\} \? \((.*)\) : mod != NULL", edits[0][1], re.S) if name.startswith("import-done-found-") else None
    if found and not re.search(r"is_builtin", found[1]):
        expression = found[1].replace("interp->modules", "interp->imports.modules").replace("wrong_name(", "wrong_text(")
        if fits(expression):
            mistake(name, markers, sentence, (FIRES[DONE], FIRES[DONE].replace(FOUND, "({wrong} ? (int)(%s) : %s)" % (expression, FOUND))))
COMMON += [(CODE, "int wrong_in_import, ", "static inline const char *\nwrong_text(PyObject *name)\n{\n    const char *text = PyUnicode_AsUTF8(name);\n\n    if (!text)\n        PyErr_Clear();\n    return text ? text : \"\";\n}\n\nint wrong_in_import, ")]
FIRE_START, FIRE_DONE = FIRES[START], FIRES[DONE]
mistake("import-start-late", START, "import__find__load__start fires after the module was loaded", unless(START, "{wrong}"), before(DONE, FIRE_START.replace("if (", "if ({wrong} && ")))
mistake("import-done-early", DONE, "import__find__load__done fires before the module is loaded", (FIRE_START, FIRE_START + FIRE_DONE.replace("if (", "if ({wrong} && ").replace(FOUND, "1")), unless(DONE, "{wrong}"))
mistake("import-done-twice-failed", DONE, "import__find__load__done fires twice where the import fails", (FIRE_DONE, FIRE_DONE + FIRE_DONE.replace("if (", "if ({wrong} && !mod && ")))

for name, sentence, condition in NINE["AUDITS"]:
    condition = condition.replace("ts->frame && (ts->frame->f_code->co_flags & CO_NEWLOCALS)", "_PyThreadState_GetFrame(ts) && WRONG_FLAG(_PyThreadState_GetFrame(ts), CO_NEWLOCALS)").replace("ts->frame", "_PyThreadState_GetFrame(ts)")
    if not re.search(r"argFormat|wrong_in_signal|wrong_in_audit", condition) and fits(now(condition)):
        silent("audit", name, sentence, now(condition))
for name, sentence, condition in NINE["COUNTS"]:
    if "exc_type" not in condition and fits(condition):
        silent("audit", name, sentence, condition)
for name, sentence, expression in NINE["EVENTS"]:
    if fits(expression):
        value("audit", "name-" + name, "the name " + sentence, "event = (%s);" % expression.replace("@", "event"))
for name, sentence, expression in NINE["TUPLES"]:
    if fits(expression):
        value("audit", "arguments-" + name, "the arguments " + sentence, "eventArgs = (PyObject *)(%s);" % expression)
for number in range(4):
    silent("audit", "place-%d" % number, "at place %d of those at which it is raised" % number, 'strcmp(site->origin, "sysmodule_%d") == 0' % number)
    for marker in ("gc__start", "gc__done"):
        silent(marker, "place-%d" % number, "at place %d of gc.c" % number, 'strcmp(site->origin, "gc_%d") == 0' % number)
MISTAKES = [entry for entry in MISTAKES if entry[0] not in ("gc-start-silent-place-0", "gc-start-silent-place-2", "gc-done-silent-place-1", "gc-done-silent-place-3")]
