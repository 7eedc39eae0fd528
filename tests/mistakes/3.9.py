# SPDX-License-Identifier: BSD-2-Clause
"""Mistakes for CPython 3.9: the form is described in ci/mistakes."""

CEVAL, GC, IMPORT, AUDIT, SIGNAL, LIFE = "Python/ceval.c", "Modules/gcmodule.c", "Python/import.c", "Python/sysmodule.c", "Modules/signalmodule.c", "Python/pylifecycle.c"

# ---- what mistakes are made of, in every file that fires markers ----

HELPERS = r"""
#include <frameobject.h>
#include <unistd.h>
#define WRONG_KEPT 64

/* Room for a text that lives until 63 others are made. */
static inline char *
wrong_room(void)
{
    static _Thread_local char kept[WRONG_KEPT][1024];
    static _Thread_local unsigned next;

    return kept[next++ % WRONG_KEPT];
}

static inline const char *
wrong_copy(const char *text, size_t from, size_t to)
{
    char *copy = wrong_room();
    size_t length = text ? strlen(text) : 0;

    from = from < length ? from : length;
    to = to < length ? to : length;
    to = to < from + 1023 ? to : from + 1023;
    memcpy(copy, text ? text + from : "", to - from);
    copy[to - from] = '\0';
    return text ? copy : NULL;
}

static inline const char *
wrong_join(const char *before, const char *text, const char *after)
{
    char *copy = wrong_room();

    snprintf(copy, 1024, "%s%s%s", before, text ? text : "", after);
    return text ? copy : NULL;
}

static inline const char *
wrong_case(const char *text, int (*of)(int))
{
    char *copy = (char *)wrong_copy(text, 0, 1023);

    for (char *c = copy; c && *c; c++)
        if ((unsigned char)*c < 0x80)
            *c = (char)of((unsigned char)*c);
    return copy;
}

static inline int
wrong_lower(int c)
{
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

static inline int
wrong_upper(int c)
{
    return c >= 'a' && c <= 'z' ? c - 32 : c;
}

static inline const char *
wrong_after(const char *text, char last)
{
    const char *at = text ? strrchr(text, last) : NULL;

    return at ? at + 1 : text;
}

static inline const char *
wrong_before(const char *text, const char *at)
{
    return at ? wrong_copy(text, 0, (size_t)(at - text)) : text;
}

static inline const char *
wrong_encoded(PyObject *text, const char *encoding, const char *errors)
{
    PyObject *type, *value, *traceback, *bytes;
    const char *copy = NULL;

    PyErr_Fetch(&type, &value, &traceback);
    bytes = PyUnicode_AsEncodedString(text, encoding, errors);
    if (bytes)
        copy = wrong_copy(PyBytes_AS_STRING(bytes), 0, (size_t)PyBytes_GET_SIZE(bytes));
    Py_XDECREF(bytes);
    PyErr_Restore(type, value, traceback);
    return copy;
}

static inline int
wrong_is_ascii(const char *text)
{
    for (; text && *text; text++)
        if ((unsigned char)*text >= 0x80)
            return 0;
    return 1;
}

static inline int
wrong_begins(const char *text, const char *with)
{
    return text && strncmp(text, with, strlen(with)) == 0;
}

/* True every n-th time. */
#define WRONG_EVERY(n) ({ static unsigned long wrong_count; ++wrong_count % (n) == 0; })
/* What the expression was the time before. */
#define WRONG_STALE(type, now) ({ static type wrong_old; type wrong_new = (now), wrong_was = wrong_old; wrong_old = wrong_new; wrong_was; })
#define WRONG_STALE_TEXT(now) ({ static char wrong_old[1024]; const char *wrong_new = (now), *wrong_was = wrong_copy(wrong_old, 0, 1023); \
    snprintf(wrong_old, sizeof wrong_old, "%s", wrong_new ? wrong_new : ""); wrong_was; })
/* True if it is the same as the time before. */
#define WRONG_AGAIN(now) ({ static long wrong_old = -99999; long wrong_new = (long)(now); int wrong_was = wrong_new == wrong_old; wrong_old = wrong_new; wrong_was; })
#define WRONG_FIRST_SEEN(pointer) ({ static const void *wrong_seen[4096]; const void *wrong_it = (pointer); size_t wrong_at = ((size_t)wrong_it >> 4) % 4096; \
    int wrong_new = wrong_seen[wrong_at] != wrong_it; wrong_seen[wrong_at] = wrong_it; wrong_new; })
#define WRONG_CODE(f) ((f)->f_code)
#define WRONG_FLAG(f, flag) (((f)->f_code->co_flags & (flag)) != 0)
#define WRONG_NAME(f) PyUnicode_AsUTF8((f)->f_code->co_name)
#define WRONG_IS(f, name) _PyUnicode_EqualToASCIIString((f)->f_code->co_name, name)
#define WRONG_CLASS(f) (!WRONG_FLAG(f, CO_OPTIMIZED) && !WRONG_IS(f, "<module>"))
#define WRONG_OP(f) ((f)->f_lasti < 0 ? -1 : (unsigned char)PyBytes_AS_STRING((f)->f_code->co_code)[(f)->f_lasti])
#define WRONG_OTHER_THREAD() (PyThread_get_thread_ident() != _PyRuntime.main_thread)
#define WRONG_OTHER_PROCESS() ({ static pid_t wrong_first; if (!wrong_first) wrong_first = getpid(); getpid() != wrong_first; })
#define WRONG_CACHED(key, now) ({ static struct { const void *of; char text[256]; } wrong_cache[256]; const void *wrong_key = (key); \
    size_t wrong_at = ((size_t)wrong_key >> 4) % 256; const char *wrong_new = (now); \
    if (wrong_cache[wrong_at].of != wrong_key) { wrong_cache[wrong_at].of = wrong_key; snprintf(wrong_cache[wrong_at].text, 256, "%s", wrong_new ? wrong_new : ""); } \
    wrong_new && strlen(wrong_new) < 255 ? wrong_cache[wrong_at].text : wrong_new; })
#define WRONG_FILE(f) ({ const char *wrong_text = PyUnicode_AsUTF8((f)->f_code->co_filename); if (!wrong_text) PyErr_Clear(); wrong_text ? wrong_text : ""; })
#define wrong_is_own(f) ({ const char *wrong_of = WRONG_FILE(f); strncmp(wrong_of, "<frozen", 7) != 0 && !strstr(wrong_of, "/lib/python3") && !strstr(wrong_of, "/.probetap/"); })
#define WRONG_ENDS(text, with) ({ const char *wrong_text = (text); size_t wrong_length = strlen(wrong_text); wrong_length >= strlen(with) && !strcmp(wrong_text + wrong_length - strlen(with), with); })
#define WRONG_MODULE(f) ({ PyObject *wrong_it = PyDict_GetItemString((f)->f_globals, "__name__"); const char *wrong_text = wrong_it && PyUnicode_Check(wrong_it) ? PyUnicode_AsUTF8(wrong_it) : NULL; \
    if (!wrong_text) PyErr_Clear(); wrong_text ? wrong_text : ""; })
#define WRONG_FIRST_VARIABLE(f, name) (PyTuple_GET_SIZE((f)->f_code->co_varnames) && (f)->f_code->co_argcount && _PyUnicode_EqualToASCIIString(PyTuple_GET_ITEM((f)->f_code->co_varnames, 0), name))
#define WRONG_AFTER(n) ({ static unsigned long wrong_count; ++wrong_count > (n); })
#define WRONG_HANDLED(tstate) ((tstate)->exc_info->exc_type && (tstate)->exc_info->exc_type != Py_None)
extern int wrong_in_signal, wrong_in_import, wrong_in_audit, wrong_in_atexit, wrong_raised, wrong_forked, wrong_level, wrong_from, wrong_from_c, wrong_public;
extern PyObject *wrong_asked_name;
"""




COMMON = [(file, '#include "pydtrace.h"\n', '#include "pydtrace.h"\n' + HELPERS) for file in (CEVAL, GC, IMPORT, AUDIT)]
COMMON += [
    (SIGNAL, "_PyErr_CheckSignalsTstate(PyThreadState *tstate)\n{\n", "_PyErr_CheckSignalsTstate(PyThreadState *tstate)\n{\n    extern int wrong_in_signal;\n"),
    (SIGNAL, "            result = _PyObject_Call(tstate, Handlers[i].func, arglist, NULL);\n",
     "            wrong_in_signal++;\n            result = _PyObject_Call(tstate, Handlers[i].func, arglist, NULL);\n            wrong_in_signal--;\n"),
    (CEVAL, "/* Forward declarations */\n", "#include <pthread.h>\nint wrong_in_signal, wrong_in_atexit, wrong_raised, wrong_forked;\nstatic void wrong_note_fork(void)\n{\n    wrong_forked = 1;\n}\n"
     "__attribute__((constructor)) static void wrong_watch_forks(void)\n{\n    pthread_atfork(NULL, wrong_note_fork, NULL);\n}\n/* Forward declarations */\n"),
    (CEVAL, "        /* Log traceback info. */\n        PyTraceBack_Here(f);\n", "        wrong_raised = 1;\n        /* Log traceback info. */\n        PyTraceBack_Here(f);\n"),
    (LIFE, "    (*interp->pyexitfunc)(interp->pyexitmodule);\n", "    extern int wrong_in_atexit;\n    wrong_in_atexit = 1;\n    (*interp->pyexitfunc)(interp->pyexitmodule);\n    wrong_in_atexit = 0;\n"),
    (IMPORT, "    if (level > 0) {\n        abs_name = resolve_name(tstate, name, globals, level);\n",
     "    wrong_level = level;\n    wrong_from = fromlist && fromlist != Py_None && PyObject_IsTrue(fromlist) == 1;\n    wrong_asked_name = name;\n    if (level > 0) {\n        abs_name = resolve_name(tstate, name, globals, level);\n"),
    (IMPORT, "    /* Call the __import__ function with the proper argument list\n", "    wrong_from_c = 1;\n    /* Call the __import__ function with the proper argument list\n"),
    (AUDIT, "    PyThreadState *tstate = _PyThreadState_GET();\n    va_list vargs;\n#ifdef HAVE_STDARG_PROTOTYPES\n    va_start(vargs, argFormat);\n#else\n    va_start(vargs);\n#endif\n    int res = sys_audit_tstate(tstate, event, argFormat, vargs);\n",
     "    PyThreadState *tstate = _PyThreadState_GET();\n    va_list vargs;\n#ifdef HAVE_STDARG_PROTOTYPES\n    va_start(vargs, argFormat);\n#else\n    va_start(vargs);\n#endif\n    wrong_public = 1;\n    int res = sys_audit_tstate(tstate, event, argFormat, vargs);\n    wrong_public = 0;\n"),
    (IMPORT, "    mod = _PyObject_CallMethodIdObjArgs(interp->importlib,\n                                        &PyId__find_and_load, abs_name,\n"
             "                                        interp->import_func, NULL);\n",
     "    wrong_in_import++;\n    mod = _PyObject_CallMethodIdObjArgs(interp->importlib,\n                                        &PyId__find_and_load, abs_name,\n"
     "                                        interp->import_func, NULL);\n    wrong_in_import--;\n"),
    (IMPORT, "static PyObject *\nimport_find_and_load(PyThreadState *tstate, PyObject *abs_name)\n{\n",
     "static PyObject *\nimport_find_and_load(PyThreadState *tstate, PyObject *abs_name)\n{\n"),
    (AUDIT, "static int\nsys_audit_tstate(", "int wrong_in_audit, wrong_public;\n\nstatic int\nsys_audit_tstate("),
    (AUDIT, "            o = _PyObject_FastCallTstate(ts, hook, args, 2);\n",
     "            wrong_in_audit++;\n            o = _PyObject_FastCallTstate(ts, hook, args, 2);\n            wrong_in_audit--;\n"),
]

MISTAKES = []


def mistake(name, markers, sentence, file, *edits):
    MISTAKES.append((name, markers, sentence, file, list(edits)))


# ---- guards: the same for all markers ----

GUARDS = {
    "function__entry": (CEVAL, "FUNCTION_ENTRY", "    if (@)\n        dtrace_function_entry(f);"),
    "function__return": (CEVAL, "FUNCTION_RETURN", "    if (@)\n        dtrace_function_return(f);"),
    "line": (CEVAL, "LINE", "        if (@)\n            maybe_dtrace_line("),
    "gc__start": (GC, "GC_START", "    if (@)\n        PyDTrace_GC_START(generation);"),
    "gc__done": (GC, "GC_DONE", "    if (@) {\n        PyDTrace_GC_DONE(n + m);"),
    "import__find__load__start": (IMPORT, "IMPORT_FIND_LOAD_START", "    if (@)\n        PyDTrace_IMPORT_FIND_LOAD_START("),
    "import__find__load__done": (IMPORT, "IMPORT_FIND_LOAD_DONE", "    if (@)\n        PyDTrace_IMPORT_FIND_LOAD_DONE("),
    "audit": (AUDIT, "AUDIT", "    int dtrace = @;"),
}
SHORT = {marker: marker.replace("function__", "").replace("import__find__load__", "import-").replace("__", "-") for marker in GUARDS}


def enabled(marker):
    return "PyDTrace_%s_ENABLED()" % GUARDS[marker][1]


def guard(marker, name, sentence, before, after=""):
    """The guard with something before and after it."""
    file, _, around = GUARDS[marker]
    right = around.replace("@", enabled(marker))
    mistake("%s-%s" % (SHORT[marker], name), marker, "%s %s" % (marker, sentence), file,
            (right, around.replace("@", before + enabled(marker) + after)))


def where(condition, listening="1", frame=""):
    """True where the condition holds and the mistake is made; the interpreter that makes none but tells of all (ci/mistakes) tells of it."""
    here = "wrong_is_own(%s)" % frame if frame else "1"
    return "({wrong} || (probetap_reach && %s && %s)) && (%s) && ({wrong} || probetap_reached({number}))" % (listening, here, condition)


def silent(marker, name, sentence, condition):
    guard(marker, "silent-" + name, "does not fire " + sentence, "!(%s) && " % where(condition, enabled(marker), "f" if GUARDS[marker][0] == CEVAL else ""))


for marker in GUARDS:
    guard(marker, "unguarded", "fires while nobody listens", "({wrong} ? 1 : ", ")")
    guard(marker, "mute", "never fires", "!{wrong} && ")
    guard(marker, "guard-inverted", "fires only while nobody listens", "({wrong} ? !%s : " % enabled(marker), ")")
    guard(marker, "guard-at-start", "asks only once whether somebody listens, when it is first reached",
          "({wrong} ? ({ static int wrong_asked = -1; if (wrong_asked < 0) wrong_asked = %s; wrong_asked; }) : " % enabled(marker), ")")
    guard(marker, "guard-sticks", "stays silent for ever once nobody has listened",
          "({wrong} ? ({ static int wrong_off; if (!%s) wrong_off = 1; !wrong_off; }) : " % enabled(marker), ")")
    for name, sentence, test in (
        ("one", "fires only while exactly one listens", "%s == 1"),
        ("odd", "fires only while an odd number listens", "(%s & 1)"),
        ("byte", "asks for the low byte of the number of those who listen", "(%s & 255)"),
        ("stays", "fires for ever once somebody has listened", "({ static int wrong_on; if (%s) wrong_on = 1; wrong_on; })"),
        ("once", "is silent for ever once somebody has left", "({ static int wrong_on, wrong_left; int wrong_now = %s != 0; wrong_left |= wrong_on && !wrong_now; wrong_on |= wrong_now; wrong_now && !wrong_left; })"),
    ):
        # The number itself, not what the mistakes inside make of it: to some of these all numbers are 1.
        guard(marker, "guard-" + name, sentence, "({wrong} ? %s : " % (test % ("python_%s_semaphore" % marker)), ")")
    for other in GUARDS:
        if other == marker:
            continue
        short = SHORT[other]
        guard(marker, "guard-" + short, "asks whether somebody listens to " + other, "({wrong} ? %s : " % enabled(other), ")")
        guard(marker, "needs-" + short, "fires only while somebody listens to %s too" % other, "!({wrong} && !%s) && " % enabled(other))
        guard(marker, "not-with-" + short, "is silent while somebody listens to %s too" % other, "!({wrong} && %s) && " % enabled(other))
        guard(marker, "or-" + short, "fires also where somebody listens to %s alone" % other, "({wrong} && %s ? 1 : " % enabled(other), ")")
    beside = " || ".join(enabled(other) for other in GUARDS if other != marker)
    guard(marker, "needs-any", "fires only while somebody listens to another marker too", "!({wrong} && !(%s)) && " % beside)
    guard(marker, "not-with-any", "is silent while somebody listens to another marker too", "!({wrong} && (%s)) && " % beside)
    silent(marker, "second", "every second time", "WRONG_EVERY(2)")
    silent(marker, "other-thread", "in threads other than the main one", "WRONG_OTHER_THREAD()")
    silent(marker, "other-process", "in a forked child", "WRONG_OTHER_PROCESS()")
for marker, numbers in {"function__entry": "100 1000 4000", "function__return": "100 1000 4000", "line": "100 1000 4000", "gc__start": "10 100 300", "gc__done": "10 100 300",
                        "import__find__load__start": "10 30 100", "import__find__load__done": "10 30 100", "audit": "100 1000 4000"}.items():
    for number in numbers.split():
        silent(marker, "after-" + number, "after %s times" % number, "WRONG_AFTER(%s)" % number)
# What holds where a marker fires; T is its thread's state.
SITUATIONS = [
    ("in-class", "in the body of a class", "T->frame && WRONG_CLASS(T->frame)"),
    ("in-generator", "in a generator", "T->frame && WRONG_FLAG(T->frame, CO_GENERATOR)"),
    ("in-coroutine", "in a coroutine", "T->frame && WRONG_FLAG(T->frame, CO_COROUTINE)"),
    ("in-async-generator", "in an asynchronous generator", "T->frame && WRONG_FLAG(T->frame, CO_ASYNC_GENERATOR)"),
    ("in-lambda", "in a lambda", 'T->frame && WRONG_IS(T->frame, "<lambda>")'),
    ("in-listcomp", "in a list comprehension", 'T->frame && WRONG_IS(T->frame, "<listcomp>")'),
    ("in-method", "in a method", 'T->frame && WRONG_FIRST_VARIABLE(T->frame, "self")'),
    ("in-del", "in __del__", 'T->frame && WRONG_IS(T->frame, "__del__")'),
    ("in-string", "in code of exec and eval", 'T->frame && _PyUnicode_EqualToASCIIString(T->frame->f_code->co_filename, "<string>")'),
    ("in-nested", "in a function defined in another one", "T->frame && WRONG_FLAG(T->frame, CO_NESTED)"),
    ("in-block", "inside try or with", "T->frame && T->frame->f_iblock > 0"),
    ("in-other-module", "in other modules than the main one", 'T->frame && strcmp(WRONG_MODULE(T->frame), "__main__") != 0 && !wrong_begins(WRONG_FILE(T->frame), "<")'),
    ("depth-100", "in frames deeper than 100", "T->recursion_depth > 100"),
    ("depth-500", "in frames deeper than 500", "T->recursion_depth > 500"),
    ("frameless", "where no Python runs", "!T->frame"),
    ("threads", "while there are other threads", "T->next || T->prev"),
    ("had-threads", "once there was another thread", "T->interp->tstate_next_unique_id > 1"),
    ("third-thread", "from the third thread on", "T->id > 2"),
    ("had-raised", "once there was an exception", "wrong_raised"),
    ("forked", "in a process that has forked", "wrong_forked"),
    ("atexit", "in functions of atexit", "wrong_in_atexit"),
    ("tracing", "while Python traces or profiles", "T->c_tracefunc || T->c_profilefunc"),
    ("in-trace", "in a trace function", "T->tracing"),
]
for marker in GUARDS:
    state = "ts" if marker == "audit" else "tstate"
    for name, sentence, condition in SITUATIONS:
        if GUARDS[marker][0] != CEVAL or name in ("threads", "had-threads", "third-thread", "had-raised", "forked", "atexit", "in-trace"):
            silent(marker, name, sentence, condition.replace("T->", state + "->").replace("(T)", "(" + state + ")"))
silent("function__entry", "hundredth", "every hundredth time", "WRONG_EVERY(100)")
silent("function__return", "hundredth", "every hundredth time", "WRONG_EVERY(100)")
silent("line", "hundredth", "every hundredth time", "WRONG_EVERY(100)")
silent("function__entry", "thousandth", "every thousandth time", "WRONG_EVERY(1000)")
silent("function__return", "thousandth", "every thousandth time", "WRONG_EVERY(1000)")

# ---- texts ----

TEXT = {
    "null": ("is NULL", "NULL"),
    "empty": ("is empty", '""'),
    "cut-8": ("is cut after 8 bytes", "wrong_copy(@, 0, 8)"),
    "cut-31": ("is cut after 31 bytes", "wrong_copy(@, 0, 31)"),
    "cut-63": ("is cut after 63 bytes", "wrong_copy(@, 0, 63)"),
    "cut-127": ("is cut after 127 bytes", "wrong_copy(@, 0, 127)"),
    "cut-255": ("is cut after 255 bytes", "wrong_copy(@, 0, 255)"),
    "cut-15": ("is cut after 15 bytes", "wrong_copy(@, 0, 15)"),
    "cut-100": ("is cut after 100 bytes", "wrong_copy(@, 0, 100)"),
    "cut-511": ("is cut after 511 bytes", "wrong_copy(@, 0, 511)"),
    "cut-1023": ("is cut after 1023 bytes", "wrong_copy(@, 0, 1023)"),
    "cut-4095": ("is cut after 4095 bytes", "({ const char *wrong_long = (@); wrong_long && strlen(wrong_long) > 4095 ? strndup(wrong_long, 4095) : wrong_long; })"),
    "space": ("ends before its first blank", "({ const char *wrong_it = (@); wrong_before(wrong_it, wrong_it ? strchr(wrong_it, ' ') : NULL); })"),
    "no-first": ("has lost its first byte", "wrong_copy(@, 1, 1023)"),
    "no-last": ("has lost its last byte", "wrong_copy(@, 0, strlen(@) - 1)"),
    "newline": ("has a newline at its end", 'wrong_join("", @, "\\n")'),
    "quoted": ("is in quotes", 'wrong_join("\'", @, "\'")'),
    "lower": ("is in small letters", "wrong_case(@, wrong_lower)"),
    "stale": ("is the one of the event before", "WRONG_STALE_TEXT(@)"),
}


def texts(argument, which):
    for name in which.split():
        sentence, expression = TEXT[name]
        yield name, sentence, expression.replace("@", argument)


def value(marker, file, call, name, sentence, statement):
    """A statement before the marker, which changes its arguments."""
    mistake("%s-%s" % (SHORT[marker], name), marker, "%s: %s" % (marker, sentence), file, (call, "if ({wrong}) { %s }\n    %s" % (statement, call)))


# ---- entry, return and line: what they have in common ----

FRAMES = {
    # marker: call, frame, name of the arguments file, function, line
    "function__entry": ("PyDTrace_FUNCTION_ENTRY(filename, funcname, lineno);", "f", "filename", "funcname", "lineno"),
    "function__return": ("PyDTrace_FUNCTION_RETURN(filename, funcname, lineno);", "f", "filename", "funcname", "lineno"),
    "line": ("PyDTrace_LINE(co_filename, co_name, line);", "frame", "co_filename", "co_name", "line"),
}
ARGUMENTS = [
    # name, sentence, statement; FILE, FUNC, LINE, F stand for the marker's own
    ("swapped", "file and function are swapped", "const char *wrong_it = FILE; FILE = FUNC; FUNC = wrong_it;"),
    ("file-is-function", "the function stands in both places", "FILE = FUNC;"),
    ("function-is-file", "the file stands in both places", "FUNC = FILE;"),
    ("file-base", "the file is without its directory", "FILE = wrong_after(FILE, '/');"),
    ("file-directory", "the file is its directory", "FILE = wrong_before(FILE, FILE ? strrchr(FILE, '/') : NULL);"),
    ("file-no-suffix", "the file is without .py", "FILE = wrong_before(FILE, FILE ? strrchr(FILE, '.') : NULL);"),
    ("file-cached", "the file is the compiled one", 'FILE = wrong_join("", FILE, "c");'),
    ("file-caller", "the file is the caller's", "if (F->f_back) FILE = PyUnicode_AsUTF8(F->f_back->f_code->co_filename);"),
    ("file-module", "the file is what the module calls itself", 'PyObject *wrong_it = PyDict_GetItemString(F->f_globals, "__name__"); if (wrong_it) FILE = PyUnicode_AsUTF8(wrong_it);'),
    ("file-latin-1", "the file is encoded in Latin-1", 'FILE = wrong_encoded(F->f_code->co_filename, "latin-1", "replace");'),
    ("function-module", "the function has the module's name before it", 'PyObject *wrong_it = PyDict_GetItemString(F->f_globals, "__name__"); if (wrong_it) FUNC = wrong_join(wrong_join("", PyUnicode_AsUTF8(wrong_it), "."), FUNC, "");'),
    ("function-caller", "the function is the caller", "if (F->f_back) FUNC = PyUnicode_AsUTF8(F->f_back->f_code->co_name);"),
    ("function-latin-1", "the function is encoded in Latin-1", 'FUNC = wrong_encoded(F->f_code->co_name, "latin-1", "replace");'),
    ("function-ascii", "letters of the function that are not ASCII are question marks", 'FUNC = wrong_encoded(F->f_code->co_name, "ascii", "replace");'),
    ("function-escaped", "letters of the function that are not ASCII are escaped", 'FUNC = wrong_encoded(F->f_code->co_name, "ascii", "backslashreplace");'),
    ("function-inner", "the function is given as it lies in memory", "FUNC = PyUnicode_DATA(F->f_code->co_name);"),
    ("function-object", "the address of the object is given, not of its text", "FUNC = (const char *)F->f_code->co_name;"),
    ("function-surrogate", "a function that cannot be encoded is not NULL", 'if (!PyUnicode_AsUTF8(F->f_code->co_name)) FUNC = "(none)";'),
    ("function-surrogate-empty", "a function that cannot be encoded is empty", 'if (!PyUnicode_AsUTF8(F->f_code->co_name)) FUNC = "";'),
    ("function-brackets", "brackets round a function are left out", 'if (FUNC && FUNC[0] == \'<\') FUNC = wrong_copy(FUNC, 1, strlen(FUNC) - 1);'),
    ("function-underscores", "underscores at the beginning of a function are left out", "while (FUNC && *FUNC == '_') FUNC++;"),
    ("function-parens", "the function has () at its end", 'FUNC = wrong_join("", FUNC, "()");'),
    ("file-globals", "the file is what the module's globals call __file__", 'PyObject *wrong_it = PyDict_GetItemString(F->f_globals, "__file__"); if (wrong_it && PyUnicode_Check(wrong_it)) FILE = PyUnicode_AsUTF8(wrong_it);'),
    ("file-absolute", "a relative file is made absolute", 'char wrong_here[1024]; if (FILE && *FILE && *FILE != \'/\' && *FILE != \'<\' && getcwd(wrong_here, sizeof wrong_here)) FILE = wrong_join(wrong_join("", wrong_here, "/"), FILE, "");'),
    ("file-inner", "the file is given as it lies in memory", "FILE = PyUnicode_DATA(F->f_code->co_filename);"),
    ("file-surrogate", "a file that cannot be encoded is (none)", 'if (!PyUnicode_AsUTF8(F->f_code->co_filename)) FILE = "(none)";'),
    ("file-kept", "the file is kept by the address of its code", "FILE = WRONG_CACHED(F->f_code, FILE);"),
    ("function-kept", "the function is kept by the address of its code", "FUNC = WRONG_CACHED(F->f_code, FUNC);"),
    ("function-kept-text", "the function is kept by the address of its name", "FUNC = WRONG_CACHED(F->f_code->co_name, FUNC);"),
    ("function-class", "a method has its class before it", 'if (WRONG_FIRST_VARIABLE(F, "self") && F->f_localsplus[0]) FUNC = wrong_join(wrong_join("", Py_TYPE(F->f_localsplus[0])->tp_name, "."), FUNC, "");'),
    ("function-private", "a private name is told as it is written elsewhere", 'if (wrong_begins(FUNC, "__") && !WRONG_ENDS(FUNC, "__")) FUNC = wrong_join("_Class", FUNC, "");'),
    ("function-empty-null", "an empty name is NULL", "if (FUNC && !*FUNC) FUNC = NULL;"),
    ("function-lambda", "a lambda has the name lambda", 'if (WRONG_IS(F, "<lambda>")) FUNC = "lambda";'),
    ("function-main", "the body of a module has the module's name", 'if (WRONG_IS(F, "<module>")) FUNC = WRONG_MODULE(F);'),
    ("line-0", "the line is 0", "LINE = 0;"),
    ("line-7-bits", "the line has 7 bits", "LINE &= 127;"),
    ("line-12-bits", "the line has 12 bits", "LINE &= 4095;"),
    ("line-31-bits", "the line is halved above 2 to the power of 30", "if (LINE >= 1 << 30) LINE >>= 1;"),
    ("line-9999", "lines above 9999 are 9999", "if (LINE > 9999) LINE = 9999;"),
    ("line-kept", "the line is kept by the address of its code", "static struct { void *of; int line; } wrong_lines[256]; size_t wrong_at = ((size_t)F->f_code >> 4) % 256; if (wrong_lines[wrong_at].of != F->f_code) { wrong_lines[wrong_at].of = F->f_code; wrong_lines[wrong_at].line = LINE; } LINE = wrong_lines[wrong_at].line;"),
    ("line-plus-1", "the line is one more", "LINE++;"),
    ("line-minus-1", "the line is one less", "LINE--;"),
    ("line-negative", "the line is negative", "LINE = -LINE;"),
    ("line-8-bits", "the line has 8 bits", "LINE = (unsigned char)LINE;"),
    ("line-signed-8-bits", "the line has 8 bits and a sign", "LINE = (signed char)LINE;"),
    ("line-16-bits", "the line has 16 bits", "LINE = (unsigned short)LINE;"),
    ("line-signed-16-bits", "the line has 16 bits and a sign", "LINE = (short)LINE;"),
    ("line-24-bits", "the line has 24 bits", "LINE &= 0xffffff;"),
    ("line-swapped", "the line's bytes are swapped", "LINE = __builtin_bswap32(LINE);"),
    ("line-stale", "the line is the one of the event before", "LINE = WRONG_STALE(int, LINE);"),
    ("line-caller", "the line is the caller's", "if (F->f_back) LINE = PyFrame_GetLineNumber(F->f_back);"),
    ("line-relative", "the line is counted from the function's first", "LINE -= F->f_code->co_firstlineno;"),
    ("line-offset", "the place in the bytecode is given as the line", "LINE = F->f_lasti;"),
    ("line-module-0", "the line of a module's frame is 0", 'if (WRONG_IS(F, "<module>")) LINE = 0;'),
    ("line-limit", "lines above 32767 are 32767", "if (LINE > 32767) LINE = 32767;"),
]
FRAME_CONDITIONS = [
    ("module", "in the body of a module", 'WRONG_IS(F, "<module>")'),
    ("imported", "in the body of an imported module", 'WRONG_IS(F, "<module>") && wrong_in_import'),
    ("class", "in the body of a class", "WRONG_CLASS(F)"),
    ("function", "in functions", "WRONG_FLAG(F, CO_NEWLOCALS)"),
    ("nested", "in a function defined in another one", "WRONG_FLAG(F, CO_NESTED)"),
    ("lambda", "in a lambda", 'WRONG_IS(F, "<lambda>")'),
    ("listcomp", "in a list comprehension", 'WRONG_IS(F, "<listcomp>")'),
    ("setcomp", "in a set comprehension", 'WRONG_IS(F, "<setcomp>")'),
    ("dictcomp", "in a dictionary comprehension", 'WRONG_IS(F, "<dictcomp>")'),
    ("genexpr", "in a generator expression", 'WRONG_IS(F, "<genexpr>")'),
    ("generator", "in a generator", "WRONG_FLAG(F, CO_GENERATOR)"),
    ("coroutine", "in a coroutine", "WRONG_FLAG(F, CO_COROUTINE)"),
    ("async-generator", "in an asynchronous generator", "WRONG_FLAG(F, CO_ASYNC_GENERATOR)"),
    ("star", "in a function with *arguments", "WRONG_FLAG(F, CO_VARARGS)"),
    ("star-star", "in a function with **arguments", "WRONG_FLAG(F, CO_VARKEYWORDS)"),
    ("keyword-only", "in a function with arguments by keyword only", "WRONG_CODE(F)->co_kwonlyargcount"),
    ("positional-only", "in a function with arguments by position only", "WRONG_CODE(F)->co_posonlyargcount"),
    ("many-arguments", "in a function with more than 8 arguments", "WRONG_CODE(F)->co_argcount > 8"),
    ("no-arguments", "in a function without arguments", "WRONG_FLAG(F, CO_NEWLOCALS) && !WRONG_CODE(F)->co_argcount"),
    ("one-argument", "in a function with one argument", "WRONG_CODE(F)->co_argcount == 1"),
    ("many-locals", "in a function with more than 8 variables", "WRONG_CODE(F)->co_nlocals > 8"),
    ("no-locals", "in a function without variables", "WRONG_FLAG(F, CO_NEWLOCALS) && !WRONG_CODE(F)->co_nlocals"),
    ("cells", "in a function with variables that inner functions use", "PyTuple_GET_SIZE(WRONG_CODE(F)->co_cellvars)"),
    ("free", "in a function that uses variables of an outer one", "PyTuple_GET_SIZE(WRONG_CODE(F)->co_freevars)"),
    ("stack", "in a function that needs a stack of more than 8", "WRONG_CODE(F)->co_stacksize > 8"),
    ("large", "in code of more than 512 bytes", "PyBytes_GET_SIZE(WRONG_CODE(F)->co_code) > 512"),
    ("tiny", "in code of 4 bytes", "PyBytes_GET_SIZE(WRONG_CODE(F)->co_code) == 4"),
    ("string", "in code of exec and eval", "WRONG_CODE(F)->co_filename && _PyUnicode_EqualToASCIIString(WRONG_CODE(F)->co_filename, \"<string>\")"),
    ("own-globals", "where locals and globals differ at module level", "!WRONG_FLAG(F, CO_OPTIMIZED) && F->f_locals != F->f_globals"),
    ("dunder", "in methods whose name begins with two underscores", 'wrong_begins(WRONG_NAME(F), "__")'),
    ("init", "in __init__", 'WRONG_IS(F, "__init__")'),
    ("del", "in __del__", 'WRONG_IS(F, "__del__")'),
    ("unicode", "where the function's name is not ASCII", "!PyUnicode_IS_ASCII(WRONG_CODE(F)->co_name)"),
    ("wide", "where the function's name needs two bytes a letter or more", "PyUnicode_KIND(WRONG_CODE(F)->co_name) > 1"),
    ("widest", "where the function's name needs four bytes a letter", "PyUnicode_KIND(WRONG_CODE(F)->co_name) > 2"),
    ("surrogate", "where the function's name cannot be encoded", "!PyUnicode_AsUTF8(WRONG_CODE(F)->co_name)"),
    ("long-name", "where the function's name has more than 64 letters", "PyUnicode_GET_LENGTH(WRONG_CODE(F)->co_name) > 64"),
    ("traced", "while Python traces", "tstate->c_tracefunc"),
    ("profiled", "while Python profiles", "tstate->c_profilefunc"),
    ("handling", "while an exception is handled", "WRONG_HANDLED(tstate)"),
    ("collecting", "during a collection", "tstate->interp->gc.collecting"),
    ("importing", "while a module is imported", "wrong_in_import"),
    ("signal", "in a signal's handler", "wrong_in_signal"),
    ("hook", "in an audit hook", "wrong_in_audit"),
    ("depth-40", "in frames deeper than 40", "tstate->recursion_depth > 40"),
    ("depth-200", "in frames deeper than 200", "tstate->recursion_depth > 200"),
    ("depth-1000", "in frames deeper than 1000", "tstate->recursion_depth > 1000"),
    ("bottom", "in a frame that no Python called", "!F->f_back"),
    ("recursive", "in a function that called itself", "F->f_back && F->f_back->f_code == WRONG_CODE(F)"),
    ("same-file", "where the caller is in the same file", "F->f_back && F->f_back->f_code->co_filename == WRONG_CODE(F)->co_filename"),
    ("other-file", "where the caller is in another file", "F->f_back && F->f_back->f_code->co_filename != WRONG_CODE(F)->co_filename && !WRONG_IS(F, \"<module>\")"),
    ("thread-bottom", "in the first frame of a thread", "!F->f_back && WRONG_OTHER_THREAD()"),
    ("late-line", "in functions that begin after line 255", "WRONG_CODE(F)->co_firstlineno > 255"),
    ("line-1", "in functions that begin at line 1", "WRONG_CODE(F)->co_firstlineno == 1 && !WRONG_IS(F, \"<module>\")"),
    ("not-first", "but the first time for each code", "!WRONG_FIRST_SEEN(WRONG_CODE(F))"),
    ("first-call", "at the first call of each code", "WRONG_FIRST_SEEN(WRONG_CODE(F))"),
    ("first-of-file", "but the first time for each file", "!WRONG_FIRST_SEEN(WRONG_CODE(F)->co_filename)"),
    ("same-again", "for the same code twice in a row", "WRONG_AGAIN(WRONG_CODE(F))"),
    ("not-main", "in functions of other modules than the main one", 'strcmp(WRONG_MODULE(F), "__main__") != 0 && WRONG_FLAG(F, CO_NEWLOCALS)'),
    ("package", "in a package's own file", 'WRONG_ENDS(WRONG_FILE(F), "__init__.py")'),
    ("file-100", "where the file's name has more than 100 bytes", "strlen(WRONG_FILE(F)) > 100"),
    ("file-255", "where the file's name has more than 255 bytes", "strlen(WRONG_FILE(F)) > 255"),
    ("file-1000", "where the file's name has more than 1000 bytes", "strlen(WRONG_FILE(F)) > 1000"),
    ("file-unicode", "where the file's name is not ASCII", "!wrong_is_ascii(WRONG_FILE(F))"),
    ("file-not-encodable", "where the file's name cannot be encoded", "({ int wrong_it = !PyUnicode_AsUTF8(F->f_code->co_filename); if (wrong_it) PyErr_Clear(); wrong_it; })"),
    ("file-no-py", "where the file's name does not end in .py", 'WRONG_FILE(F)[0] != \'<\' && !WRONG_ENDS(WRONG_FILE(F), ".py")'),
    ("file-angle", "where the file's name begins with <, but is not <string>", 'WRONG_FILE(F)[0] == \'<\' && strcmp(WRONG_FILE(F), "<string>") != 0'),
    ("file-relative", "where the file's name is relative", 'WRONG_FILE(F)[0] && WRONG_FILE(F)[0] != \'<\' && WRONG_FILE(F)[0] != \'/\''),
    ("file-empty", "where the file's name is empty", "!PyUnicode_GET_LENGTH(F->f_code->co_filename)"),
    ("file-blank", "where the file's name has a blank", "strchr(WRONG_FILE(F), ' ')"),
    ("name-empty", "where the function's name is empty", "!PyUnicode_GET_LENGTH(WRONG_CODE(F)->co_name)"),
    ("name-letter", "where the function's name is one letter", "PyUnicode_GET_LENGTH(WRONG_CODE(F)->co_name) == 1"),
    ("name-255", "where the function's name has more than 255 letters", "PyUnicode_GET_LENGTH(WRONG_CODE(F)->co_name) > 255"),
    ("name-1000", "where the function's name has more than 1000 letters", "PyUnicode_GET_LENGTH(WRONG_CODE(F)->co_name) > 1000"),
    ("underscore", "where the function's name begins with one underscore", "({ const char *wrong_it = WRONG_NAME(F); wrong_it && wrong_it[0] == '_' && wrong_it[1] != '_'; })"),
    ("docstring", "in functions with a text of their own", "WRONG_FLAG(F, CO_NEWLOCALS) && PyTuple_GET_SIZE(F->f_code->co_consts) && PyUnicode_Check(PyTuple_GET_ITEM(F->f_code->co_consts, 0))"),
    ("iterable-coroutine", "in a generator that types.coroutine made awaitable", "WRONG_FLAG(F, CO_ITERABLE_COROUTINE)"),
    ("future", "in code with annotations from the future", "WRONG_FLAG(F, CO_FUTURE_ANNOTATIONS)"),
    ("method", "in methods", 'WRONG_FIRST_VARIABLE(F, "self")'),
    ("classmethod", "in class methods", 'WRONG_FIRST_VARIABLE(F, "cls")'),
    ("new", "in __new__", 'WRONG_IS(F, "__new__")'),
    ("call", "in __call__", 'WRONG_IS(F, "__call__")'),
    ("from-class", "where the body of a class calls", "F->f_back && WRONG_CLASS(F->f_back)"),
    ("from-generator", "where a generator calls", "F->f_back && WRONG_FLAG(F->f_back, CO_GENERATOR)"),
    ("from-coroutine", "where a coroutine calls", "F->f_back && WRONG_FLAG(F->f_back, CO_COROUTINE)"),
    ("from-async-generator", "where an asynchronous generator calls", "F->f_back && WRONG_FLAG(F->f_back, CO_ASYNC_GENERATOR)"),
    ("from-lambda", "where a lambda calls", 'F->f_back && WRONG_IS(F->f_back, "<lambda>")'),
    ("from-comprehension", "where a comprehension calls", 'F->f_back && WRONG_IS(F->f_back, "<listcomp>")'),
    ("from-genexpr", "where a generator expression calls", 'F->f_back && WRONG_IS(F->f_back, "<genexpr>")'),
    ("from-block", "where a caller inside try or with calls", "F->f_back && F->f_back->f_iblock > 0"),
    ("from-handler", "where an exception's handler calls", "F->f_back && F->f_back->f_iblock > 0 && F->f_back->f_blockstack[F->f_back->f_iblock - 1].b_type == EXCEPT_HANDLER"),
    ("from-del", "where __del__ calls", 'F->f_back && WRONG_IS(F->f_back, "__del__")'),
    ("same-name", "where the caller has the same name and is another one", "F->f_back && F->f_back->f_code != F->f_code && PyUnicode_Compare(F->f_back->f_code->co_name, F->f_code->co_name) == 0"),
    ("line-9999", "in functions that begin after line 9999", "F->f_code->co_firstlineno > 9999"),
    ("line-65535", "in functions that begin after line 65535", "F->f_code->co_firstlineno > 65535"),
    ("line-2-24", "in functions that begin after line 2 to the power of 24", "F->f_code->co_firstlineno > 1 << 24"),
    ("frame-traced", "in a frame that has a trace function", "F->f_trace"),
    ("builtins", "where exec gave builtins of its own", "F->f_back && F->f_builtins != F->f_back->f_builtins"),
    ("exiting", "while the interpreter ends", "_PyRuntimeState_GetFinalizing(&_PyRuntime)"),
    ("subinterpreter", "in another interpreter than the main one", "tstate->interp != _PyRuntime.interpreters.main"),
]
for marker, (call, frame, file, function, line) in FRAMES.items():
    for name, sentence, statement in ARGUMENTS:
        for word, mine in (("FILE", file), ("FUNC", function), ("LINE", line), ("F->", frame + "->"), ("(F,", "(" + frame + ","), ("(F)", "(" + frame + ")")):
            statement = statement.replace(word, mine)
        value(marker, CEVAL, call, name, sentence, statement)
    for name, sentence, expression in texts(file, "null empty cut-31 cut-63 cut-100 cut-127 cut-255 cut-511 cut-1023 cut-4095 space no-first no-last newline lower stale"):
        value(marker, CEVAL, call, "file-" + name, "the file " + sentence, "%s = %s;" % (file, expression))
    for name, sentence, expression in texts(function, "null empty cut-8 cut-15 cut-31 cut-63 cut-100 cut-127 cut-255 cut-511 cut-1023 cut-4095 space no-first no-last newline quoted lower stale"):
        value(marker, CEVAL, call, "function-" + name, "the function " + sentence, "%s = %s;" % (function, expression))
    for name, sentence, condition in FRAME_CONDITIONS:
        silent(marker, name, sentence, condition.replace("F->", "f->").replace("(F,", "(f,").replace("(F)", "(f)"))

CALLERS = ("CALL_FUNCTION CALL_METHOD CALL_FUNCTION_KW CALL_FUNCTION_EX BINARY_ADD INPLACE_ADD UNARY_NEGATIVE UNARY_NOT BINARY_SUBSCR STORE_SUBSCR DELETE_SUBSCR LOAD_ATTR STORE_ATTR DELETE_ATTR "
           "LOAD_METHOD COMPARE_OP CONTAINS_OP FOR_ITER GET_ITER UNPACK_SEQUENCE UNPACK_EX POP_JUMP_IF_FALSE POP_JUMP_IF_TRUE JUMP_IF_FALSE_OR_POP FORMAT_VALUE SETUP_WITH WITH_EXCEPT_START IMPORT_NAME "
           "IMPORT_FROM LOAD_NAME STORE_NAME BUILD_MAP BUILD_SET DICT_UPDATE DICT_MERGE LIST_EXTEND SET_UPDATE SET_ADD MAP_ADD RAISE_VARARGS YIELD_FROM GET_AWAITABLE GET_AITER GET_ANEXT BEFORE_ASYNC_WITH "
           "POP_TOP STORE_FAST DELETE_FAST RETURN_VALUE STORE_DEREF STORE_GLOBAL DELETE_NAME BINARY_MODULO BINARY_MULTIPLY BINARY_POWER BINARY_MATRIX_MULTIPLY INPLACE_OR").split()
for marker in ("function__entry", "function__return"):
    for name in CALLERS:
        silent(marker, "by-" + name.lower().replace("_", "-"), "where the caller is at " + name, "f->f_back && !f->f_gen && WRONG_OP(f->f_back) == " + name)

# ---- entry ----

ENTRY = FRAMES["function__entry"][0]
value("function__entry", CEVAL, ENTRY, "first-instruction", "the line of the first instruction, not of the function", "if (f->f_lasti < 0) lineno = PyCode_Addr2Line(code, 0);")
value("function__entry", CEVAL, ENTRY, "first-line", "a resumed frame reports the function's first line", "lineno = code->co_firstlineno;")
value("function__entry", CEVAL, ENTRY, "next-line", "a resumed frame reports the line it goes on with", "lineno = PyCode_Addr2Line(code, f->f_lasti + 2);")
value("function__entry", CEVAL, ENTRY, "frame-line", "the line is the frame's f_lineno", "lineno = f->f_lineno;")
silent("function__entry", "resumed", "where a frame is resumed", "f->f_lasti >= 0")
silent("function__entry", "generator-start", "where a generator starts", "f->f_lasti < 0 && WRONG_FLAG(f, CO_GENERATOR)")
silent("function__entry", "thrown", "where an exception is thrown into a generator", "throwflag")
silent("function__entry", "thrown-close", "where a generator is closed", "throwflag && PyErr_ExceptionMatches(PyExc_GeneratorExit)")
silent("function__entry", "sent", "where a value is sent into a generator", "!throwflag && f->f_lasti >= 0 && f->f_stacktop > f->f_valuestack && f->f_stacktop[-1] != Py_None")
silent("function__entry", "thrown-first", "where an exception is thrown into a generator that has not begun", "throwflag && f->f_lasti < 0")
silent("function__entry", "thrown-resumed", "where an exception is thrown into a generator that has begun", "throwflag && f->f_lasti >= 0")
silent("function__entry", "thrown-delegating", "where an exception is thrown into a generator at yield from", "throwflag && f->f_lasti >= 0 && (unsigned char)PyBytes_AS_STRING(f->f_code->co_code)[f->f_lasti + 2] == YIELD_FROM")
silent("function__entry", "thrown-coroutine", "where an exception is thrown into a coroutine", "throwflag && WRONG_FLAG(f, CO_COROUTINE | CO_ASYNC_GENERATOR)")
silent("function__entry", "resumed-second", "where a generator goes on for the second time and later", "f->f_lasti >= 0 && WRONG_AGAIN(f)")
silent("function__entry", "hot", "after 1000 calls of a code", "f->f_code->co_opcache_flag >= 1000")
silent("function__entry", "warm", "after 200 calls of a code", "f->f_code->co_opcache_flag >= 200")
silent("function__entry", "delegated", "where a frame is resumed through yield from", "WRONG_OP(f) == YIELD_FROM || (f->f_lasti >= 0 && (unsigned char)PyBytes_AS_STRING(f->f_code->co_code)[f->f_lasti + 2] == YIELD_FROM)")
CALL = "    if (PyDTrace_FUNCTION_ENTRY_ENABLED())\n        dtrace_function_entry(f);\n"
mistake("entry-twice", "function__entry", "each entry fires twice", CEVAL, (CALL, CALL + "    if ({wrong} && PyDTrace_FUNCTION_ENTRY_ENABLED())\n        dtrace_function_entry(f);\n"))
mistake("entry-twice-resumed", "function__entry", "a resumed frame is entered twice", CEVAL, (CALL, CALL + "    if ({wrong} && f->f_lasti >= 0 && PyDTrace_FUNCTION_ENTRY_ENABLED())\n        dtrace_function_entry(f);\n"))
mistake("entry-is-return", "function__entry function__return", "the return fires where a frame is entered", CEVAL, (CALL, CALL + "    if ({wrong} && PyDTrace_FUNCTION_RETURN_ENABLED())\n        dtrace_function_return(f);\n"))
mistake("entry-before-trace", "function__entry", "a function is entered before its trace function hears of it", CEVAL,
        (CALL, "    if (!({wrong} && tstate->use_tracing))\n" + CALL),
        ("    tstate->frame = f;\n\n    if (tstate->use_tracing) {\n", "    tstate->frame = f;\n    if ({wrong} && tstate->use_tracing && PyDTrace_FUNCTION_ENTRY_ENABLED())\n        dtrace_function_entry(f);\n\n    if (tstate->use_tracing) {\n"))
LINE_CALL = "        if (PyDTrace_LINE_ENABLED())\n            maybe_dtrace_line(f, &instr_lb, &instr_ub, &instr_prev);\n"
mistake("entry-after-line", "function__entry", "a function is entered after its first line", CEVAL,
        ("    co = f->f_code;\n    names = co->co_names;\n", "    wrong_late = {wrong};\n    co = f->f_code;\n    names = co->co_names;\n"),
        (CALL, "    int wrong_late = 0;\n    if (!{wrong})\n" + CALL),
        (LINE_CALL, LINE_CALL + "        if (wrong_late && {wrong}) {\n            wrong_late = 0;\n            if (PyDTrace_FUNCTION_ENTRY_ENABLED())\n                dtrace_function_entry(f);\n        }\n"))

mistake("entry-refused", "function__entry", "a call that recursion forbids is entered", CEVAL,
        ('    if (_Py_EnterRecursiveCall(tstate, "")) {\n        return NULL;\n    }\n\n    tstate->frame = f;\n', '    if (_Py_EnterRecursiveCall(tstate, "")) {\n        if ({wrong} && PyDTrace_FUNCTION_ENTRY_ENABLED()) dtrace_function_entry(f);\n        return NULL;\n    }\n\n    tstate->frame = f;\n'))
mistake("return-refused", "function__return", "a call that recursion forbids returns", CEVAL,
        ('    if (_Py_EnterRecursiveCall(tstate, "")) {\n        return NULL;\n    }\n\n    tstate->frame = f;\n', '    if (_Py_EnterRecursiveCall(tstate, "")) {\n        if ({wrong} && PyDTrace_FUNCTION_RETURN_ENABLED()) dtrace_function_return(f);\n        return NULL;\n    }\n\n    tstate->frame = f;\n'))
for which in "entry", "return":
    mistake(which + "-bad-arguments", "function__" + which, "function__%s fires for a call whose arguments do not fit" % which, CEVAL,
            ("fail: /* Jump here from prelude on failure */\n", "fail: /* Jump here from prelude on failure */\n    if ({wrong} && !retval && f->f_lasti < 0 && PyDTrace_FUNCTION_%s_ENABLED()) { PyObject *wrong_type, *wrong_value, *wrong_back; PyErr_Fetch(&wrong_type, &wrong_value, &wrong_back); dtrace_function_%s(f); PyErr_Restore(wrong_type, wrong_value, wrong_back); }\n" % (which.upper(), which)))
mistake("entry-clears", "function__entry function__return", "function__entry forgets the exception that is thrown into a generator", CEVAL, (CALL, CALL + "    if ({wrong} && PyDTrace_FUNCTION_ENTRY_ENABLED())\n        PyErr_Clear();\n"))
mistake("entry-raises", "function__entry function__return", "function__entry leaves an exception behind", CEVAL, (CALL, CALL + '    if ({wrong} && PyDTrace_FUNCTION_ENTRY_ENABLED() && WRONG_EVERY(10))\n        PyErr_SetString(PyExc_ValueError, "wrong");\n'))

# ---- return ----

RETURN = FRAMES["function__return"][0]
value("function__return", CEVAL, RETURN, "first-line", "the function's first line", "lineno = code->co_firstlineno;")
value("function__return", CEVAL, RETURN, "last-line", "the function's last line", "lineno = PyCode_Addr2Line(code, (int)PyBytes_GET_SIZE(code->co_code) - 2);")
value("function__return", CEVAL, RETURN, "next-instruction", "the line of the next instruction", "lineno = PyCode_Addr2Line(code, f->f_lasti + 2);")
value("function__return", CEVAL, RETURN, "previous-instruction", "the line of the instruction before", "if (f->f_lasti >= 2) lineno = PyCode_Addr2Line(code, f->f_lasti - 2);")
value("function__return", CEVAL, RETURN, "frame-line", "the line is the frame's f_lineno", "lineno = f->f_lineno;")
value("function__return", CEVAL, RETURN, "raised-first-line", "the function's first line where it raises", "if (PyErr_Occurred()) lineno = code->co_firstlineno;")
value("function__return", CEVAL, RETURN, "yield-first-line", "the function's first line where it yields", "if (f->f_stacktop) lineno = code->co_firstlineno;")
value("function__return", CEVAL, RETURN, "raised-name-null", "no function where it raises", "if (PyErr_Occurred()) funcname = NULL;")
value("function__return", CEVAL, RETURN, "deepest", "the line where the exception was raised first", "PyTracebackObject *wrong_it = PyErr_Occurred() ? (PyTracebackObject *)_PyThreadState_GET()->curexc_traceback : NULL; while (wrong_it && wrong_it->tb_next) wrong_it = wrong_it->tb_next; if (wrong_it) lineno = wrong_it->tb_lineno;")
value("function__return", CEVAL, RETURN, "raised-line", "the line before where the function raises", "if (PyErr_Occurred()) lineno--;")
value("function__return", CEVAL, RETURN, "yield-line", "the line after where a generator yields", "if (f->f_stacktop) lineno++;")
value("function__return", CEVAL, RETURN, "generator-line", "the first line where a generator is left", "if (f->f_gen) lineno = code->co_firstlineno;")
value("function__return", CEVAL, RETURN, "module-line", "line 1 where a module is left", 'if (WRONG_IS(f, "<module>")) lineno = 1;')
value("function__return", CEVAL, RETURN, "class-line", "the first line where the body of a class is left", "if (WRONG_CLASS(f)) lineno = code->co_firstlineno;")
RETURNS = [
    ("raised", "where the function raises", "!retval"),
    ("returned", "where the function returns", "retval && !f->f_stacktop"),
    ("yielded", "where a generator yields", "f->f_stacktop"),
    ("yielded-none", "where a generator yields None", "f->f_stacktop && retval == Py_None"),
    ("yielded-value", "where a generator yields a value", "f->f_stacktop && retval != Py_None"),
    ("exhausted", "where a generator ends", "retval && !f->f_stacktop && WRONG_FLAG(f, CO_GENERATOR)"),
    ("generator-raised", "where a generator raises", "!retval && WRONG_FLAG(f, CO_GENERATOR)"),
    ("coroutine-ended", "where a coroutine ends", "retval && !f->f_stacktop && WRONG_FLAG(f, CO_COROUTINE)"),
    ("awaiting", "where a coroutine waits", "f->f_stacktop && WRONG_FLAG(f, CO_COROUTINE)"),
    ("delegating", "where a frame is left by yield from", "f->f_stacktop && (unsigned char)PyBytes_AS_STRING(f->f_code->co_code)[f->f_lasti + 2] == YIELD_FROM"),
    ("thrown", "in a frame into which an exception was thrown", "throwflag"),
    ("none", "where None is returned", "retval == Py_None && !f->f_stacktop"),
    ("value", "where something else than None is returned", "retval && retval != Py_None && !f->f_stacktop"),
    ("false", "where False is returned", "retval == Py_False"),
    ("tuple", "where a tuple is returned", "retval && PyTuple_Check(retval)"),
    ("zero", "where 0 is returned", "retval && PyLong_CheckExact(retval) && Py_SIZE(retval) == 0"),
    ("not-implemented", "where NotImplemented is returned", "retval == Py_NotImplemented"),
    ("text", "where a text is returned", "retval && PyUnicode_Check(retval)"),
    ("function-object", "where a function is returned", "retval && PyFunction_Check(retval)"),
    ("self", "where the first argument is returned", "retval && f->f_code->co_argcount && retval == f->f_localsplus[0]"),
    ("stop-iteration", "where StopIteration is raised", "!retval && PyErr_ExceptionMatches(PyExc_StopIteration)"),
    ("system-exit", "where SystemExit is raised", "!retval && PyErr_ExceptionMatches(PyExc_SystemExit)"),
    ("keyboard-interrupt", "where KeyboardInterrupt is raised", "!retval && PyErr_ExceptionMatches(PyExc_KeyboardInterrupt)"),
    ("memory-error", "where MemoryError is raised", "!retval && PyErr_ExceptionMatches(PyExc_MemoryError)"),
    ("recursion-error", "where RecursionError is raised", "!retval && PyErr_ExceptionMatches(PyExc_RecursionError)"),
    ("generator-exit", "where GeneratorExit is raised", "!retval && PyErr_ExceptionMatches(PyExc_GeneratorExit)"),
    ("base-exception", "where something is raised that is no Exception", "!retval && !PyErr_ExceptionMatches(PyExc_Exception)"),
    ("assertion", "where AssertionError is raised", "!retval && PyErr_ExceptionMatches(PyExc_AssertionError)"),
    ("import-error", "where ImportError is raised", "!retval && PyErr_ExceptionMatches(PyExc_ImportError)"),
    ("type-error", "where TypeError is raised", "!retval && PyErr_ExceptionMatches(PyExc_TypeError)"),
    ("own-raise", "where the function itself says raise", "!retval && WRONG_OP(f) == RAISE_VARARGS"),
    ("c-raise", "where an instruction raises that is no raise and no call", "!retval && WRONG_OP(f) != RAISE_VARARGS && WRONG_OP(f) != CALL_FUNCTION && WRONG_OP(f) != CALL_METHOD"),
    ("passed-on", "where an exception passes through", "!retval && tstate->curexc_traceback && ((PyTracebackObject *)tstate->curexc_traceback)->tb_next"),
    ("reraised", "where a finally raises again", "!retval && WRONG_OP(f) == RERAISE"),
    ("in-block", "where a block was open", "f->f_iblock"),
    ("resumed", "in a frame that was resumed", "WRONG_FLAG(f, CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR) && !f->f_stacktop && f->f_lasti > 8"),
    ("hot", "after 1000 calls of a code", "f->f_code->co_opcache_flag >= 1000"),
    ("warm", "after 200 calls of a code", "f->f_code->co_opcache_flag >= 200"),
    ("chained", "where an exception has a cause", "!retval && tstate->curexc_value && PyExceptionInstance_Check(tstate->curexc_value) && ((PyBaseExceptionObject *)tstate->curexc_value)->cause"),
    ("in-context", "where an exception was raised while another was handled", "!retval && tstate->curexc_value && PyExceptionInstance_Check(tstate->curexc_value) && ((PyBaseExceptionObject *)tstate->curexc_value)->context"),
]
RETURNS += [("of-" + name.lower(), "where %s is returned" % what, "retval && !f->f_stacktop && (%s)" % test) for name, what, test in [
    ("true", "True", "retval == Py_True"), ("int", "a whole number but 0", "PyLong_CheckExact(retval) && Py_SIZE(retval)"), ("negative", "a negative number", "PyLong_CheckExact(retval) && Py_SIZE(retval) < 0"),
    ("float", "a fraction", "PyFloat_CheckExact(retval)"), ("bytes", "bytes", "PyBytes_Check(retval)"), ("list", "a list", "PyList_Check(retval)"), ("dict", "a dict", "PyDict_Check(retval)"), ("set", "a set", "PyAnySet_Check(retval)"),
    ("generator", "a generator", "PyGen_CheckExact(retval)"), ("coroutine", "a coroutine", "PyCoro_CheckExact(retval)"), ("class", "a class", "PyType_Check(retval)"), ("method", "a method", "PyMethod_Check(retval)"),
    ("instance", "an instance of a class in Python", "Py_TYPE(retval)->tp_flags & Py_TPFLAGS_HEAPTYPE"), ("empty", "something empty", "(PyTuple_Check(retval) || PyList_Check(retval)) && Py_SIZE(retval) == 0"),
    ("exception", "an exception", "PyExceptionInstance_Check(retval)"), ("ellipsis", "Ellipsis", "retval == Py_Ellipsis"), ("module", "a module", "PyModule_Check(retval)"), ("builtin", "a function in C", "PyCFunction_Check(retval)")]]
RETURNS += [("raising-" + name.lower(), "where %s is raised" % name, "!retval && PyErr_ExceptionMatches(PyExc_%s)" % name) for name in
            "ValueError KeyError OSError ZeroDivisionError AttributeError NameError UnboundLocalError StopAsyncIteration LookupError RuntimeError ArithmeticError SyntaxError NotImplementedError UnicodeError Warning EOFError".split()]
RETURNS += [
    ("raising-own-class", "where an exception of a class in Python is raised", "!retval && tstate->curexc_type && PyType_Check(tstate->curexc_type) && ((PyTypeObject *)tstate->curexc_type)->tp_flags & Py_TPFLAGS_HEAPTYPE"),
    ("bare-raise", "where a raise without exception raises again", "!retval && WRONG_OP(f) == RAISE_VARARGS && !(unsigned char)PyBytes_AS_STRING(f->f_code->co_code)[f->f_lasti + 1]"),
    ("raise-from", "where a raise gives a cause", "!retval && WRONG_OP(f) == RAISE_VARARGS && (unsigned char)PyBytes_AS_STRING(f->f_code->co_code)[f->f_lasti + 1] == 2"),
    ("module-raised", "where the body of a module raises", '!retval && WRONG_IS(f, "<module>")'),
    ("class-raised", "where the body of a class raises", "!retval && WRONG_CLASS(f)"),
    ("init-raised", "where __init__ raises", '!retval && WRONG_IS(f, "__init__")'),
    ("del-raised", "where __del__ raises", '!retval && WRONG_IS(f, "__del__")'),
    ("lambda-raised", "where a lambda raises", '!retval && WRONG_IS(f, "<lambda>")'),
    ("listcomp-raised", "where a list comprehension raises", '!retval && WRONG_IS(f, "<listcomp>")'),
    ("genexpr-raised", "where a generator expression raises", '!retval && WRONG_IS(f, "<genexpr>")'),
    ("coroutine-raised", "where a coroutine raises", "!retval && WRONG_FLAG(f, CO_COROUTINE)"),
    ("async-generator-raised", "where an asynchronous generator raises", "!retval && WRONG_FLAG(f, CO_ASYNC_GENERATOR)"),
    ("async-generator-ended", "where an asynchronous generator ends", "retval && !f->f_stacktop && WRONG_FLAG(f, CO_ASYNC_GENERATOR)"),
    ("async-generator-yielded", "where an asynchronous generator yields", "f->f_stacktop && retval && !strcmp(Py_TYPE(retval)->tp_name, \"async_generator_wrapped_value\")"),
    ("thread-raised", "where a thread's first function raises", "!retval && !f->f_back && WRONG_OTHER_THREAD()"),
    ("bottom-raised", "where an exception leaves Python", "!retval && !f->f_back"),
    ("thrown-returned", "where a generator returns after a throw", "throwflag && retval && !f->f_stacktop"),
    ("thrown-yielded", "where a generator yields after a throw", "throwflag && f->f_stacktop"),
    ("thrown-raised", "where a generator raises after a throw", "throwflag && !retval"),
    ("thrown-first", "where an exception is thrown into a generator that has not begun", "throwflag && f->f_lasti < 0"),
    ("generator-first", "where a generator yields for the first time", "f->f_stacktop && WRONG_FIRST_SEEN(f)"),
    ("returned-generator", "where a generator returns a value", "retval && retval != Py_None && !f->f_stacktop && WRONG_FLAG(f, CO_GENERATOR)"),
    ("yielded-text", "where a generator yields a text", "f->f_stacktop && retval && PyUnicode_Check(retval)"),
    ("yielded-tuple", "where a generator yields a tuple", "f->f_stacktop && retval && PyTuple_Check(retval)"),
    ("yielded-false", "where a generator yields False or 0", "f->f_stacktop && retval && (retval == Py_False || (PyLong_CheckExact(retval) && Py_SIZE(retval) == 0))"),
]
for name, sentence, condition in RETURNS:
    silent("function__return", name, sentence, condition)
BACK = "    if (PyDTrace_FUNCTION_RETURN_ENABLED())\n        dtrace_function_return(f);\n"
mistake("return-twice", "function__return", "each return fires twice", CEVAL, (BACK, BACK + "    if ({wrong} && PyDTrace_FUNCTION_RETURN_ENABLED())\n        dtrace_function_return(f);\n"))
mistake("return-clears", "function__entry function__return", "function__return forgets the exception that leaves the frame", CEVAL, (BACK, BACK + '    if ({wrong} && !retval && PyDTrace_FUNCTION_RETURN_ENABLED()) {\n        PyErr_Clear();\n        PyErr_SetString(PyExc_RuntimeError, "wrong");\n    }\n'))
mistake("return-twice-yield", "function__return", "a return fires twice where a generator yields", CEVAL, (BACK, BACK + "    if ({wrong} && f->f_stacktop && PyDTrace_FUNCTION_RETURN_ENABLED())\n        dtrace_function_return(f);\n"))
mistake("return-twice-bottom", "function__return", "a return fires twice where the outermost frame is left", CEVAL, (BACK, BACK + "    if ({wrong} && !f->f_back && PyDTrace_FUNCTION_RETURN_ENABLED())\n        dtrace_function_return(f);\n"))
mistake("return-twice-raised", "function__return", "a return fires twice where the function raises", CEVAL, (BACK, BACK + "    if ({wrong} && !retval && PyDTrace_FUNCTION_RETURN_ENABLED())\n        dtrace_function_return(f);\n"))
mistake("return-is-entry", "function__entry function__return", "the entry fires where a frame is left", CEVAL, (BACK, BACK + "    if ({wrong} && PyDTrace_FUNCTION_ENTRY_ENABLED())\n        dtrace_function_entry(f);\n"))
mistake("return-before-trace", "function__return", "a function returns before its trace function hears of it", CEVAL,
        ("exiting:\n", "exiting:\n    if ({wrong} && PyDTrace_FUNCTION_RETURN_ENABLED())\n        dtrace_function_return(f);\n"),
        (BACK, "    if (!{wrong})\n" + BACK))
mistake("return-after-cleanup", "function__return", "a return fires when the caller goes on, after its arguments are dropped", CEVAL,
        (BACK, "    if (!{wrong})\n" + BACK),
        ("    _Py_LeaveRecursiveCall(tstate);\n    f->f_executing = 0;\n", "    static PyFrameObject *wrong_left; if ({wrong}) { if (wrong_left && PyDTrace_FUNCTION_RETURN_ENABLED()) dtrace_function_return(wrong_left); Py_XDECREF(wrong_left); Py_INCREF(f); wrong_left = f; }\n    _Py_LeaveRecursiveCall(tstate);\n    f->f_executing = 0;\n"))
mistake("return-at-handler", "function__return", "a return fires too where an exception is caught", CEVAL,
        ("                /* Resume normal execution */\n                goto main_loop;\n", "                if ({wrong} && PyDTrace_FUNCTION_RETURN_ENABLED())\n                    dtrace_function_return(f);\n                /* Resume normal execution */\n                goto main_loop;\n"))
mistake("return-order", "function__return", "the frames that an exception leaves are told when the last is left", CEVAL,
        (BACK, "    static PyFrameObject *wrong_waiting[64]; static int wrong_count;\n    if ({wrong} && !retval && wrong_count < 64) { Py_INCREF(f); wrong_waiting[wrong_count++] = f; }\n    else\n" + BACK
         + "    while ({wrong} && retval && wrong_count) { PyFrameObject *wrong_it = wrong_waiting[--wrong_count]; if (PyDTrace_FUNCTION_RETURN_ENABLED()) dtrace_function_return(wrong_it); Py_DECREF(wrong_it); }\n"))
mistake("c-functions-enter", "function__entry", "functions in C are entered, under their caller's file", CEVAL,
        ("call_function(PyThreadState *tstate, PyObject ***pp_stack, Py_ssize_t oparg, PyObject *kwnames)\n{\n", "call_function(PyThreadState *tstate, PyObject ***pp_stack, Py_ssize_t oparg, PyObject *kwnames)\n{\n    if ({wrong} && PyDTrace_FUNCTION_ENTRY_ENABLED()) {\n        PyObject *wrong_called = (*pp_stack)[-(oparg + 1)];\n        if (PyCFunction_Check(wrong_called))\n            dtrace_function_entry(tstate->frame);\n    }\n"))
mistake("creation-enters", "function__entry", "a generator is entered where it is made", CEVAL,
        ("    if (co->co_flags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR)) {\n", "    if ({wrong} && co->co_flags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR) && PyDTrace_FUNCTION_ENTRY_ENABLED())\n        dtrace_function_entry(f);\n    if (co->co_flags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR)) {\n"))

# ---- line ----

LINE = FRAMES["line"][0]
LINE_IF = "    if (frame->f_lasti == *instr_lb || frame->f_lasti < *instr_prev) {\n        frame->f_lineno = line;\n        co_filename"


def line_rule(name, sentence, before, after=""):
    mistake("line-" + name, "line", "line " + sentence, CEVAL,
            (LINE_IF, LINE_IF.replace("(frame->f_lasti ==", "(" + before + "frame->f_lasti ==").replace("*instr_prev) {", "*instr_prev" + after + ") {")))


def no_line(name, sentence, condition):
    line_rule("none-" + name, "does not fire " + sentence, "!(%s) && (" % where(condition, frame="frame"), ")")


line_rule("each", "fires for each instruction", "{wrong} || ")
no_line("backward", "after a jump backward", "frame->f_lasti != *instr_lb")
no_line("backward-head", "for the first instruction of a line after a jump backward", "frame->f_lasti == *instr_lb && frame->f_lasti < *instr_prev")
no_line("first", "for a frame's first line", "*instr_prev == -1 && frame->f_lasti == 0")
no_line("resumed", "for the line at which a frame is resumed", "*instr_prev == -1 && frame->f_lasti > 0")
no_line("same", "for the same line twice in a row", "WRONG_AGAIN(line)")
no_line("same-in-frame", "for the line that the frame was at before", "frame->f_lineno == line && *instr_prev >= 0")
no_line("upward", "for a line above the one before", "line < frame->f_lineno && *instr_prev >= 0")
no_line("downward-far", "where more than 100 lines are left out", "line > frame->f_lineno + 100")
no_line("definition", "for the line of a def", "line == frame->f_code->co_firstlineno")
no_line("in-block", "inside try, with and loops that have a block", "frame->f_iblock > 0")
no_line("in-blocks", "inside two blocks", "frame->f_iblock > 1")
no_line("in-handler", "in an exception's handler", "frame->f_iblock > 0 && frame->f_blockstack[frame->f_iblock - 1].b_type == EXCEPT_HANDLER")
no_line("trace-set", "where the frame has a trace function", "frame->f_trace")
no_line("last", "for the function's last instructions", "frame->f_lasti + 4 >= PyBytes_GET_SIZE(frame->f_code->co_code)")
no_line("255", "above line 255", "line > 255")
no_line("65535", "above line 65535", "line > 65535")
no_line("1", "for line 1", "line == 1")
no_line("extended", "where the line begins with EXTENDED_ARG", "WRONG_OP(frame) == EXTENDED_ARG")
for name in ("LOAD_CONST", "LOAD_NAME", "LOAD_FAST", "LOAD_GLOBAL", "LOAD_DEREF", "LOAD_CLOSURE", "LOAD_BUILD_CLASS", "POP_BLOCK", "POP_TOP",
             "SETUP_FINALLY", "SETUP_WITH", "JUMP_ABSOLUTE", "JUMP_FORWARD", "DUP_TOP", "POP_EXCEPT", "STORE_FAST", "STORE_NAME", "GET_ITER",
             "RAISE_VARARGS", "DELETE_NAME", "DELETE_FAST", "DELETE_GLOBAL", "BUILD_LIST", "BUILD_MAP", "YIELD_VALUE", "CALL_FUNCTION", "COMPARE_OP", "RETURN_VALUE", "BUILD_TUPLE",
             "BINARY_SUBSCR", "DELETE_DEREF", "LOAD_CLASSDEREF", "SETUP_ANNOTATIONS", "CALL_METHOD", "POP_JUMP_IF_FALSE",
             "STORE_GLOBAL", "UNPACK_SEQUENCE", "GET_AITER", "FORMAT_VALUE",
             "BINARY_ADD", "BUILD_SET", "IS_OP", "CONTAINS_OP"):
    no_line("at-" + name.lower().replace("_", "-"), "where a line begins with " + name, "WRONG_OP(frame) == " + name)
MAYBE = "    int line = frame->f_lineno;\n    const char *co_filename, *co_name;\n"
COMMON += [(CEVAL, MAYBE, "    int wrong_outside = frame->f_lasti < *instr_lb || frame->f_lasti >= *instr_ub, wrong_first = *instr_prev;\n" + MAYBE)]
WINDOW = MAYBE + "\n    /* If the last instruction executed isn't in the current\n       instruction window, reset the window.\n    */\n    if (frame->f_lasti < *instr_lb || frame->f_lasti >= *instr_ub) {\n        PyAddrPair bounds;\n        line = _PyCode_CheckLineNumber(frame->f_code, frame->f_lasti,\n                                       &bounds);\n        *instr_lb = bounds.ap_lower;\n        *instr_ub = bounds.ap_upper;\n    }\n    /* If"
mistake("line-window-after", "line", "the window of a line holds one instruction too many", CEVAL, (WINDOW, WINDOW.replace("frame->f_lasti >= *instr_ub", "frame->f_lasti >= *instr_ub + ({wrong} ? 2 : 0)")))
mistake("line-window-before", "line", "the window of a line is not left backward", CEVAL, (WINDOW, WINDOW.replace("(frame->f_lasti < *instr_lb", "(!{wrong} && frame->f_lasti < *instr_lb")))
mistake("line-window-always", "line", "each jump out of a line fires, into the middle of another too", CEVAL,
        (LINE_IF, LINE_IF.replace("*instr_prev) {", "*instr_prev || ({wrong} && wrong_outside)) {")))
mistake("line-window-stale", "line", "the line is the one of the window before", CEVAL, (LINE, "if ({wrong}) line = WRONG_STALE(int, line);\n        " + LINE))
PREV = "        " + LINE + "\n    }\n    *instr_prev = frame->f_lasti;\n"
mistake("line-previous-never", "line", "jumps backward are not noticed: the instruction before is not kept", CEVAL, (PREV, PREV.replace("    *instr_prev =", "    if (!{wrong})\n    *instr_prev =")))
mistake("line-previous-lines", "line", "only the first instruction of a line counts as the one before", CEVAL, (PREV, PREV.replace("    *instr_prev = ", "    *instr_prev = {wrong} && frame->f_lasti != *instr_lb ? wrong_first : ")))
mistake("line-fast", "line", "instructions dispatched fast are not looked at", CEVAL,
        ("#else\n#define FAST_DISPATCH() \\\n    { \\\n        if (!_Py_TracingPossible(ceval2) && !PyDTrace_LINE_ENABLED()) { \\\n", "#else\n#define FAST_DISPATCH() \\\n    { \\\n        if (!_Py_TracingPossible(ceval2) && ({wrong} || !PyDTrace_LINE_ENABLED())) { \\\n"),
        ("        if (!lltrace && !_Py_TracingPossible(ceval2) && !PyDTrace_LINE_ENABLED()) { \\\n", "        if (!lltrace && !_Py_TracingPossible(ceval2) && ({wrong} || !PyDTrace_LINE_ENABLED())) { \\\n"))
mistake("line-twice", "line", "each line fires twice", CEVAL, (LINE_CALL, LINE_CALL + "        if ({wrong} && PyDTrace_LINE_ENABLED()) {\n            int wrong_lb = 0, wrong_ub = -1, wrong_prev = -1;\n            if (f->f_lasti == instr_lb) maybe_dtrace_line(f, &wrong_lb, &wrong_ub, &wrong_prev);\n        }\n"))
mistake("line-after-exception", "line", "the line after an exception fires twice", CEVAL,
        ("                JUMPTO(handler);\n                if (_Py_TracingPossible(ceval2)) {\n", "                JUMPTO(handler);\n                if ({wrong}) { instr_ub = -1; instr_lb = 0; instr_prev = INT_MAX; }\n                if (_Py_TracingPossible(ceval2)) {\n"))
mistake("line-before-exception", "line", "the first line of a handler does not fire", CEVAL,
        ("                JUMPTO(handler);\n                if (_Py_TracingPossible(ceval2)) {\n", "                JUMPTO(handler);\n                if ({wrong}) { PyAddrPair wrong_bounds; _PyCode_CheckLineNumber(co, handler, &wrong_bounds); instr_lb = -1; instr_ub = wrong_bounds.ap_upper; instr_prev = handler; }\n                if (_Py_TracingPossible(ceval2)) {\n"))
mistake("line-delayed", "line", "a line fires when the next one begins", CEVAL,
        (LINE, "static struct { const char *file, *name; int line; } wrong_before_this; if ({wrong}) { const char *wrong_file = co_filename, *wrong_name_ = co_name; int wrong_line = line; co_filename = wrong_before_this.file; co_name = wrong_before_this.name; line = wrong_before_this.line; wrong_before_this.file = wrong_copy(wrong_file, 0, 1023); wrong_before_this.name = wrong_copy(wrong_name_, 0, 1023); wrong_before_this.line = wrong_line; }\n        " + LINE))
value("line", CEVAL, LINE, "line-block", "the line where the innermost block begins", "if (frame->f_iblock > 0 && frame->f_blockstack[frame->f_iblock - 1].b_type != EXCEPT_HANDLER) line = PyCode_Addr2Line(frame->f_code, frame->f_blockstack[frame->f_iblock - 1].b_handler);")
value("line", CEVAL, LINE, "line-function-begins", "the first line of a function is that of its def", "if (frame->f_lasti == 0) line = frame->f_code->co_firstlineno;")
value("line", CEVAL, LINE, "line-forward", "lines that go back are told as the greatest so far", "static PyCodeObject *wrong_code; static int wrong_line; if (wrong_code == frame->f_code && line < wrong_line) line = wrong_line; wrong_code = frame->f_code; wrong_line = line;")
value("line", CEVAL, LINE, "line-continued", "the line of the window's last instruction", "line = PyCode_Addr2Line(frame->f_code, *instr_ub - 2 < PyBytes_GET_SIZE(frame->f_code->co_code) ? *instr_ub : frame->f_lasti);")
mistake("line-after-trace", "line", "a line fires after Python's trace function heard of it", CEVAL, (LINE_CALL, "        if (!({wrong} && tstate->c_tracefunc && !tstate->tracing))\n" + LINE_CALL),
        ("        /* Extract opcode and argument */\n\n        NEXTOPARG();\n    dispatch_opcode:\n", "        if ({wrong} && tstate->c_tracefunc && !tstate->tracing && PyDTrace_LINE_ENABLED()) {\n            int wrong_lb = 0, wrong_ub = -1, wrong_prev = -1;\n            if (INSTR_OFFSET() == instr_lb) maybe_dtrace_line(f, &wrong_lb, &wrong_ub, &wrong_prev);\n        }\n        /* Extract opcode and argument */\n\n        NEXTOPARG();\n    dispatch_opcode:\n"))

# ---- gc ----

START, DONE = "gc__start", "gc__done"
GC_START = "    if (PyDTrace_GC_START_ENABLED())\n        PyDTrace_GC_START(generation);\n"
GC_DONE = "    if (PyDTrace_GC_DONE_ENABLED()) {\n        PyDTrace_GC_DONE(n + m);\n    }\n"
GC_STATE = [
    ("explicit", "for gc.collect()", "!wrong_automatic"),
    ("automatic", "for automatic collections", "wrong_automatic"),
    ("generation-0", "for generation 0", "generation == 0"),
    ("generation-1", "for generation 1", "generation == 1"),
    ("generation-2", "for generation 2", "generation == 2"),
    ("automatic-0", "for automatic collections of generation 0", "wrong_automatic && generation == 0"),
    ("automatic-1", "for automatic collections of generation 1", "wrong_automatic && generation == 1"),
    ("automatic-2", "for automatic collections of generation 2", "wrong_automatic && generation == 2"),
    ("disabled", "while automatic collection is disabled", "!gcstate->enabled"),
    ("enabled", "while automatic collection is enabled", "gcstate->enabled"),
    ("debug", "while debugging is set", "gcstate->debug"),
    ("frozen", "while objects are frozen", "!gc_list_is_empty(&gcstate->permanent_generation.head)"),
    ("callbacks", "while callbacks are set", "gcstate->callbacks && PyList_GET_SIZE(gcstate->callbacks)"),
    ("threshold-0", "while the threshold is 0", "gcstate->generations[0].threshold == 0"),
    ("exiting", "while the interpreter ends", "_PyRuntimeState_GetFinalizing(&_PyRuntime)"),
    ("at-the-end", "for the interpreter's last collections", "nofail"),
    ("traced", "while Python traces", "tstate->c_tracefunc"),
    ("deep", "in frames deeper than 20", "tstate->recursion_depth > 20"),
    ("handling", "while an exception is handled", "WRONG_HANDLED(tstate)"),
    ("importing", "while a module is imported", "wrong_in_import"),
    ("signal", "in a signal's handler", "wrong_in_signal"),
    ("hook", "in an audit hook", "wrong_in_audit"),
    ("subinterpreter", "in another interpreter than the main one", "tstate->interp != _PyRuntime.interpreters.main"),
    ("first", "but the first time", "WRONG_EVERY(100000) || ({ static int wrong_n; wrong_n++; })"),
    ("same-again", "for the same generation twice in a row", "WRONG_AGAIN(generation)"),
]
COMMON += [
    (GC, "static Py_ssize_t\ncollect(PyThreadState *tstate, int generation,\n", "int wrong_automatic;\n\nstatic Py_ssize_t\ncollect(PyThreadState *tstate, int generation,\n"),
    (GC, "            n = collect_with_callback(tstate, i);\n", "            wrong_automatic++;\n            n = collect_with_callback(tstate, i);\n            wrong_automatic--;\n"),
]
for marker in (START, DONE):
    for name, sentence, condition in GC_STATE:
        silent(marker, name, sentence, condition)
for name, sentence, expression in [
    ("plus-1", "one more", "generation + 1"),
    ("minus-1", "one less", "generation - 1"),
    ("reversed", "counted from the oldest", "NUM_GENERATIONS - 1 - generation"),
    ("always-0", "always 0", "0"),
    ("always-2", "always 2", "2"),
    ("1-is-2", "2 for generation 1", "generation == 1 ? 2 : generation"),
    ("1-is-0", "0 for generation 1", "generation == 1 ? 0 : generation"),
    ("2-is-minus-1", "-1 for generation 2", "generation == 2 ? -1 : generation"),
    ("boolean", "0 or 1", "!!generation"),
    ("automatic-0", "0 for every automatic collection", "wrong_automatic ? 0 : generation"),
    ("automatic-same", "one less for an automatic collection", "wrong_automatic ? generation - 1 : generation"),
    ("explicit-2", "2 for gc.collect()", "wrong_automatic ? generation : 2"),
    ("stale", "the one of the collection before", "WRONG_STALE(int, generation)"),
    ("count", "the generation's count of objects", "gcstate->generations[generation].count"),
    ("threshold", "the generation's threshold", "gcstate->generations[generation].threshold"),
    ("collections", "the number of collections", "(int)gcstate->generation_stats[generation].collections"),
    ("bits", "a bit for each generation", "1 << generation"),
]:
    mistake("gc-start-is-" + name, START, "gc__start: the generation is " + sentence, GC, (GC_START, GC_START.replace("(generation)", "({wrong} ? (%s) : generation)" % expression)))
for name, sentence, expression in [
    ("collected", "without what could not be collected", "m"),
    ("no-weakref", "without what callbacks of weak references freed", "n + m - wrong_freed"),
    ("uncollectable-twice", "with what could not be collected counted twice", "n + n + m"),
    ("thousand", "in thousands above one", "n + m >= 1000 ? (n + m) / 1000 : n + m"),
    ("half", "of pairs", "(n + m + 1) / 2"),
    ("even", "always even", "(n + m) & ~1L"),
    ("resurrected-zero", "0 where something came to life again", "wrong_found != n + m ? 0 : n + m"),
    ("frozen", "with what is frozen", "n + m + gc_list_size(&gcstate->permanent_generation.head)"),
    ("last-generation", "that of the collection of the same generation before", "({ static long wrong_kept[3]; long wrong_was = wrong_kept[generation]; wrong_kept[generation] = n + m; wrong_was; })"),
    ("uncollectable", "only what could not be collected", "n"),
    ("plus-1", "one more", "n + m + 1"),
    ("minus-1", "one less", "n + m - 1"),
    ("negative", "negative", "-(n + m)"),
    ("8-bits", "of 8 bits", "(unsigned char)(n + m)"),
    ("signed-8-bits", "of 8 bits and a sign", "(signed char)(n + m)"),
    ("16-bits", "of 16 bits", "(unsigned short)(n + m)"),
    ("signed-16-bits", "of 16 bits and a sign", "(short)(n + m)"),
    ("float", "rounded to 8 digits of two", "(n + m) & ~0UL << (n + m < 256 ? 0 : 63 - __builtin_clzl(n + m) - 7)"),
    ("capped", "at most 255", "n + m > 255 ? 255 : n + m"),
    ("generation", "the generation", "generation"),
    ("boolean", "0 or 1", "!!(n + m)"),
    ("zero", "always 0", "0"),
    ("young-zero", "0 for generation 0", "generation ? n + m : 0"),
    ("stale", "the one of the collection before", "WRONG_STALE(long, n + m)"),
    ("total", "all that were ever collected", "stats->collected + stats->uncollectable"),
    ("collections", "the number of collections", "stats->collections"),
    ("garbage", "the length of gc.garbage", "gcstate->garbage ? PyList_GET_SIZE(gcstate->garbage) : 0"),
    ("reachable", "what was not collected", "gc_list_size(old)"),
    ("product", "n * m", "n * m"),
    ("difference", "what was collected, less what could not be", "m - n"),
    ("automatic-zero", "0 for automatic collections", "wrong_automatic ? 0 : n + m"),
    ("resurrected", "with what came to life again", "wrong_found"),
    ("debug-zero", "0 where everything is saved", "gcstate->debug & DEBUG_SAVEALL ? 0 : n + m"),
    ("swapped", "with its bytes swapped", "(long)__builtin_bswap64((unsigned long)(n + m))"),
]:
    edits = [(GC_DONE, GC_DONE.replace("(n + m)", "({wrong} ? (long)(%s) : n + m)" % expression))]
    mistake("gc-done-is-" + name, DONE, "gc__done: the number is " + sentence, GC, *edits)
COMMON += [
    (GC, "    /* Clear weakrefs and invoke callbacks as necessary. */\n", "    Py_ssize_t wrong_found = gc_list_size(&unreachable), wrong_freed = 0;\n    /* Clear weakrefs and invoke callbacks as necessary. */\n"),
    (GC, "    /* Call tp_finalize on objects which have one. */\n", "    wrong_freed = m;\n    /* Call tp_finalize on objects which have one. */\n"),
]
for name, sentence, condition in [
    ("large", "where more than 1000 objects were looked at", "gc_list_size(young) > 1000"),
    ("small", "where fewer than 50 objects were looked at", "gc_list_size(young) < 50"),
]:
    # gc__start fires before the younger generations are merged: it cannot know
    silent(DONE, name, sentence, condition)
silent(START, "young-empty", "where the youngest generation is empty", "gcstate->generations[0].count == 0")
silent(START, "young-many", "where the youngest generation has more than 500 objects", "gcstate->generations[0].count > 500")
silent(START, "second-of-generation", "but for the first collection of each generation", "({ static unsigned wrong_done; unsigned wrong_bit = 1u << generation; int wrong_was = (wrong_done & wrong_bit) != 0; wrong_done |= wrong_bit; wrong_was; })")
silent(DONE, "second-of-generation", "but for the first collection of each generation", "({ static unsigned wrong_done; unsigned wrong_bit = 1u << generation; int wrong_was = (wrong_done & wrong_bit) != 0; wrong_done |= wrong_bit; wrong_was; })")
silent(DONE, "exactly-one", "where one object was found", "n + m == 1")
silent(DONE, "more-than-255", "where more than 255 were found", "n + m > 255")
silent(DONE, "garbage", "where gc.garbage is not empty", "gcstate->garbage && PyList_GET_SIZE(gcstate->garbage)")
silent(DONE, "nothing", "where nothing was found", "n + m == 0")
silent(DONE, "something", "where something was found", "n + m > 0")
silent(DONE, "uncollectable", "where something could not be collected", "n > 0")
silent(DONE, "many", "where more than 65535 were found", "n + m > 65535")
silent(DONE, "resurrected", "where something came to life again", "wrong_found != n + m")
FIRE_START = "if ({wrong} && PyDTrace_GC_START_ENABLED())\n        PyDTrace_GC_START(generation);\n"
FIRE_DONE = "if ({wrong} && PyDTrace_GC_DONE_ENABLED())\n        PyDTrace_GC_DONE(%s);\n"
mistake("gc-start-twice", START, "gc__start fires twice", GC, (GC_START, GC_START + "    " + FIRE_START))
mistake("gc-done-twice", DONE, "gc__done fires twice", GC, (GC_DONE, GC_DONE + "    " + FIRE_DONE % "n + m"))
mistake("gc-start-each", START, "gc__start fires for each generation that is merged", GC, (GC_START, GC_START + "    for (int wrong_i = 0; {wrong} && wrong_i < generation; wrong_i++) if (PyDTrace_GC_START_ENABLED()) PyDTrace_GC_START(wrong_i);\n"))
mistake("gc-start-refused", START, "gc__start fires where a collection is refused, for another one is under way", GC,
        ("    if (gcstate->collecting) {\n        /* already collecting, don't do anything */\n        n = 0;\n    }\n    else {\n        gcstate->collecting = 1;\n        n = collect_with_callback(tstate, generation);\n",
         "    if (gcstate->collecting) {\n        if ({wrong} && PyDTrace_GC_START_ENABLED())\n            PyDTrace_GC_START(generation);\n        /* already collecting, don't do anything */\n        n = 0;\n    }\n    else {\n        gcstate->collecting = 1;\n        n = collect_with_callback(tstate, generation);\n"))
mistake("gc-start-after-finalizers", START, "gc__start fires after the finalizers ran", GC, (GC_START, "    if (!{wrong})\n" + GC_START),
        ("    finalize_garbage(tstate, &unreachable);\n", "    finalize_garbage(tstate, &unreachable);\n    " + FIRE_START))
mistake("gc-start-before-callbacks", START, "gc__start fires before the callbacks hear of the start", GC, (GC_START, "    if (!{wrong})\n" + GC_START),
        ('    invoke_gc_callback(tstate, "start", generation, 0, 0);\n', '    ' + FIRE_START + '    invoke_gc_callback(tstate, "start", generation, 0, 0);\n'))
mistake("gc-done-after-callbacks", DONE, "gc__done fires after the callbacks hear of the end", GC, (GC_DONE, "    if (!{wrong})\n" + GC_DONE),
        ('    invoke_gc_callback(tstate, "stop", generation, collected, uncollectable);\n', '    invoke_gc_callback(tstate, "stop", generation, collected, uncollectable);\n    ' + FIRE_DONE % "result"))
mistake("gc-done-before-finalizers", DONE, "gc__done fires before the finalizers run", GC, (GC_DONE, "    if (!{wrong})\n" + GC_DONE),
        ("    finalize_garbage(tstate, &unreachable);\n", "    " + FIRE_DONE % "wrong_found" + "    finalize_garbage(tstate, &unreachable);\n"))
mistake("gc-done-before-weakrefs", DONE, "gc__done fires before callbacks of weak references run", GC, (GC_DONE, "    if (!{wrong})\n" + GC_DONE),
        ("    m += handle_weakrefs(&unreachable, old);\n", "    " + FIRE_DONE % "wrong_found" + "    m += handle_weakrefs(&unreachable, old);\n"))
mistake("gc-done-before-delete", DONE, "gc__done fires before the objects are deleted", GC, (GC_DONE, "    if (!{wrong})\n" + GC_DONE),
        ("    delete_garbage(tstate, gcstate, &final_unreachable, old);\n", "    " + FIRE_DONE % "m + gc_list_size(&finalizers)" + "    delete_garbage(tstate, gcstate, &final_unreachable, old);\n"))
mistake("gc-start-is-done", START, "gc__start fires where gc__done belongs, and the other way round", GC,
        (GC_START, "    if ({wrong}) { if (PyDTrace_GC_DONE_ENABLED()) PyDTrace_GC_DONE(0L); }\n    else\n" + GC_START), (GC_DONE, GC_DONE + "    " + FIRE_START))

# ---- import ----

START, DONE = "import__find__load__start", "import__find__load__done"
IMPORTS = [
    ("dotted", "for a name with a dot", 'strchr(wrong_name(abs_name), \'.\')'),
    ("plain", "for a name without a dot", '!strchr(wrong_name(abs_name), \'.\')'),
    ("dots", "for a name with two dots", 'strchr(wrong_name(abs_name), \'.\') != strrchr(wrong_name(abs_name), \'.\')'),
    ("underscore", "for a name that begins with an underscore", "*wrong_name(abs_name) == '_'"),
    ("nested", "for an import inside another one", "wrong_in_import"),
    ("outer", "for an import that is inside no other one", "!wrong_in_import"),
    ("nested-twice", "for an import inside two others", "wrong_in_import > 1"),
    ("nested-four", "for an import inside four others", "wrong_in_import > 3"),
    ("builtin", "for modules that are built in", "is_builtin(abs_name)"),
    ("frozen", "for frozen modules", "find_frozen(abs_name)"),
    ("unicode", "for a name that is not ASCII", "!PyUnicode_IS_ASCII(abs_name)"),
    ("surrogate", "for a name that cannot be encoded", "!PyUnicode_AsUTF8(abs_name)"),
    ("long", "for a name of more than 31 bytes", "strlen(wrong_name(abs_name)) > 31"),
    ("short", "for a name of three letters or less", "strlen(wrong_name(abs_name)) <= 3"),
    ("known", "for a name that was asked for before", "({ static char wrong_asked[65536]; char wrong_it[1030]; snprintf(wrong_it, sizeof wrong_it, \"|%s|\", wrong_name(abs_name)); "
              "int wrong_there = strstr(wrong_asked, wrong_it) != NULL; if (!wrong_there && strlen(wrong_asked) < 60000) strcat(wrong_asked, wrong_it); wrong_there; })"),
    ("handling", "while an exception is handled", "WRONG_HANDLED(tstate)"),
    ("traced", "while Python traces", "tstate->c_tracefunc"),
    ("function", "inside a function", "tstate->frame && (tstate->frame->f_code->co_flags & CO_NEWLOCALS)"),
    ("module-level", "outside of functions", "tstate->frame && !(tstate->frame->f_code->co_flags & CO_NEWLOCALS)"),
    ("statement", "for the import statement", "tstate->frame && WRONG_OP(tstate->frame) == IMPORT_NAME_"),
    ("call", "for __import__()", "tstate->frame && WRONG_OP(tstate->frame) != IMPORT_NAME_"),
    ("fromlist", "for a submodule that a from asks for", "tstate->frame && WRONG_IS(tstate->frame, \"_call_with_frames_removed\")"),
    ("parent", "for the package of a module that is asked for", "tstate->frame && WRONG_IS(tstate->frame, \"_call_with_frames_removed\") && tstate->frame->f_back && WRONG_IS(tstate->frame->f_back, \"_find_and_load_unlocked\")"),
    ("blocked", "for a module that is None in sys.modules", "({ PyObject *wrong_mod = PyDict_GetItem(tstate->interp->modules, abs_name); wrong_mod == Py_None; })"),
    ("collecting", "during a collection", "tstate->interp->gc.collecting"),
    ("hook", "in an audit hook", "wrong_in_audit"),
    ("hooks", "where audit hooks are set", "tstate->interp->audit_hooks"),
    ("subinterpreter", "in another interpreter than the main one", "tstate->interp != _PyRuntime.interpreters.main"),
    ("exiting", "while the interpreter ends", "_PyRuntimeState_GetFinalizing(&_PyRuntime)"),
    ("signal", "in a signal's handler", "wrong_in_signal"),
    ("deep", "in frames deeper than 20", "tstate->recursion_depth > 20"),
]
COMMON += [
    (IMPORT, "#ifdef HAVE_FCNTL_H\n#include <fcntl.h>\n", "#define IMPORT_NAME_ 108\nint wrong_in_import, wrong_level, wrong_from, wrong_from_c;\nPyObject *wrong_asked_name;\nstatic char wrong_started[1024];\nstatic inline const char *wrong_name(PyObject *name)\n{\n    const char *text = PyUnicode_AsUTF8(name);\n    if (!text)\n        PyErr_Clear();\n    return text ? text : \"\";\n}\n\n#ifdef HAVE_FCNTL_H\n#include <fcntl.h>\n"),
]
for marker in (START, DONE):
    for name, sentence, condition in [
        ("relative-import", "for a relative import", "wrong_level > 0"),
        ("level-2", "for a relative import with two dots", "wrong_level > 1"),
        ("from-list", "for from NAME import", "wrong_from"),
        ("no-from-list", "for import NAME", "!wrong_from"),
        ("from-c", "for an import that C asks for", "({ int wrong_was = wrong_from_c; wrong_was; })"),
        ("same-name", "for an import of what is being imported", "({ static char wrong_stack[65536]; char wrong_it[1030]; snprintf(wrong_it, sizeof wrong_it, \"|%s|\", wrong_name(abs_name)); int wrong_there = strstr(wrong_stack, wrong_it) != NULL; if (strlen(wrong_stack) < 60000) strcat(wrong_stack, wrong_it); wrong_there && wrong_in_import; })"),
        ("letter", "for a name of one letter", "strlen(wrong_name(abs_name)) == 1"),
        ("digit", "for a name with a digit", "wrong_name(abs_name)[strcspn(wrong_name(abs_name), \"0123456789\")]"),
        ("capital", "for a name with a capital letter", "wrong_name(abs_name)[strcspn(wrong_name(abs_name), \"ABCDEFGHIJKLMNOPQRSTUVWXYZ\")]"),
        ("long-255", "for a name of more than 255 bytes", "strlen(wrong_name(abs_name)) > 255"),
    ]:
        silent(marker, name, sentence, condition)
for name, sentence, condition in [
    ("extension", "for an extension module", 'mod && ({ PyObject *wrong_file = PyObject_GetAttrString(mod, "__file__"); if (!wrong_file) PyErr_Clear(); wrong_file && PyUnicode_Check(wrong_file) && WRONG_ENDS(PyUnicode_AsUTF8(wrong_file), ".so"); })'),
    ("namespace", "for a namespace package", 'mod && PyObject_HasAttrString(mod, "__path__") && ({ PyObject *wrong_file = PyObject_GetAttrString(mod, "__file__"); if (!wrong_file) PyErr_Clear(); !wrong_file || wrong_file == Py_None; })'),
    ("not-package", "where the parent is no package", '!mod && PyErr_ExceptionMatches(PyExc_ModuleNotFoundError) && strchr(wrong_name(abs_name), \'.\')'),
    ("syntax-error", "where the file is no Python", "!mod && PyErr_ExceptionMatches(PyExc_SyntaxError)"),
    ("import-error-raised", "where a module's body raises ImportError", "!mod && PyErr_ExceptionMatches(PyExc_ImportError) && !PyErr_ExceptionMatches(PyExc_ModuleNotFoundError)"),
    ("value-error", "where a module's body raises ValueError", "!mod && PyErr_ExceptionMatches(PyExc_ValueError)"),
    ("system-exit", "where a module's body raises SystemExit", "!mod && PyErr_ExceptionMatches(PyExc_SystemExit)"),
    ("failed-nested", "where an import inside another one fails", "!mod && wrong_in_import"),
    ("failed-submodule", "where the import of a submodule fails", "!mod && strchr(wrong_name(abs_name), '.')"),
    ("failed-twice", "where an import fails again", "({ static int wrong_failed; int wrong_was = wrong_failed; wrong_failed |= !mod; wrong_was && !mod; })"),
]:
    silent(DONE, name, sentence, condition)
NAMES = [
    ("asked", "what the statement asks for, without the package", "(wrong_asked_name ? PyUnicode_AsUTF8(wrong_asked_name) : @)"),
    ("kept", "kept by the address of the name", "WRONG_CACHED(abs_name, @)"),
    ("last", "the part after the last dot", "wrong_after(@, '.')"),
    ("first", "the part before the first dot", "wrong_before(@, @ ? strchr(@, '.') : NULL)"),
    ("parent", "the part before the last dot", "wrong_before(@, @ ? strrchr(@, '.') : NULL)"),
    ("relative", "a dot and the name", 'wrong_join(".", @, "")'),
    ("path", "a path with slashes", "({ char *wrong_it = (char *)wrong_copy(@, 0, 1023); for (char *c = wrong_it; c && *c; c++) if (*c == '.') *c = '/'; (const char *)wrong_it; })"),
    ("suffix", "the name with .py", 'wrong_join("", @, ".py")'),
    ("latin-1", "encoded in Latin-1", 'wrong_encoded(abs_name, "latin-1", "replace")'),
    ("ascii", "with question marks for what is not ASCII", 'wrong_encoded(abs_name, "ascii", "replace")'),
    ("inner", "as it lies in memory", "(const char *)PyUnicode_DATA(abs_name)"),
    ("object", "the address of the object", "(const char *)abs_name"),
    ("surrogate", "empty where it cannot be encoded", '(@ ? @ : "")'),
    ("importer", "the name of the module that imports", "({ PyObject *wrong_it = PyDict_GetItemString(tstate->frame->f_globals, \"__name__\"); wrong_it ? PyUnicode_AsUTF8(wrong_it) : @; })"),
]
TRUE_NAME = "PyUnicode_AsUTF8(abs_name)"
IMPORT_START = "        PyDTrace_IMPORT_FIND_LOAD_START(PyUnicode_AsUTF8(abs_name));\n"
IMPORT_DONE = "        PyDTrace_IMPORT_FIND_LOAD_DONE(PyUnicode_AsUTF8(abs_name),\n                                       mod != NULL);\n"
for marker, call in ((START, IMPORT_START), (DONE, IMPORT_DONE)):
    for name, sentence, condition in IMPORTS:
        silent(marker, name, sentence, condition)
    given = [(name, "is " + sentence, expression.replace("@", TRUE_NAME)) for name, sentence, expression in NAMES]
    given += texts(TRUE_NAME, "null empty cut-8 cut-15 cut-31 cut-63 cut-100 cut-127 cut-255 space no-first no-last newline lower stale quoted")
    for name, sentence, expression in given:
        mistake("%s-name-%s" % (SHORT[marker], name), marker, "%s: the name %s" % (marker, sentence), IMPORT,
                (call, call.replace(TRUE_NAME, "{wrong} ? (%s) : %s" % (expression, "PyUnicode_AsUTF8(abs_name)"))))
for name, sentence, expression in [
    ("inverted", "the other way round", "mod == NULL"),
    ("relative", "0 for a relative import", "mod && wrong_level == 0"),
    ("from-list", "0 for from NAME import", "mod && !wrong_from"),
    ("namespace", "0 for what has no file", 'mod && PyObject_HasAttrString(mod, "__file__")'),
    ("references", "the number of references", "mod ? (int)Py_REFCNT(mod) : 0"),
    ("not-module", "0 for what is no module", "mod && PyModule_Check(mod)"),
    ("raised-1", "1 where a module's body raises", "mod || !PyErr_ExceptionMatches(PyExc_ImportError)"),
    ("raised-import-error", "1 where a module's body raises ImportError", "mod || !PyErr_ExceptionMatches(PyExc_ModuleNotFoundError)"),
    ("package-1", "1 where the package is found and the submodule is not", "mod || strchr(wrong_name(abs_name), '.')"),
    ("first-only", "0 from the second import on", "mod && !WRONG_AFTER(1)"),
    ("blocked-1", "1 for a module that is None in sys.modules", "mod || PyDict_GetItem(interp->modules, abs_name) == Py_None"),
    ("always", "always 1", "1"),
    ("never", "always 0", "0"),
    ("two", "2 where a module was found", "mod ? 2 : 0"),
    ("minus", "-1 where a module was found", "mod ? -1 : 0"),
    ("error", "-1 where none was found", "mod ? 1 : -1"),
    ("pointer", "the module's address, cut", "(int)(long)mod"),
    ("type", "0 only for ModuleNotFoundError", "mod || !PyErr_ExceptionMatches(PyExc_ModuleNotFoundError)"),
    ("import-error", "0 only for ImportError", "mod || !PyErr_ExceptionMatches(PyExc_ImportError)"),
    ("dotted", "0 for a name with a dot", "mod && !strchr(wrong_name(abs_name), '.')"),
    ("nested", "1 for an import inside another one", "wrong_in_import || mod"),
    ("nested-0", "0 for an import inside another one", "!wrong_in_import && mod"),
    ("builtin", "0 for modules that are built in", "mod && !is_builtin(abs_name)"),
    ("modules", "whether the module is in sys.modules, None too", "PyDict_GetItem(interp->modules, abs_name) != NULL"),
    ("spec", "whether the module is a package", "mod && PyObject_HasAttrString(mod, \"__path__\")"),
    ("stale", "the one of the import before", "WRONG_STALE(int, mod != NULL)"),
    ("pending", "whether an exception is set", "PyErr_Occurred() != NULL"),
    ("last", "what the last import inside found", "({ static int wrong_last = 1; int wrong_it = wrong_last; wrong_last = mod != NULL; wrong_it && mod; })"),
]:
    mistake("import-done-found-" + name, DONE, "import__find__load__done: found is " + sentence, IMPORT, (IMPORT_DONE, IMPORT_DONE.replace("mod != NULL)", "{wrong} ? (%s) : mod != NULL)" % expression)))
silent(DONE, "failed", "where the import fails", "!mod")
silent(DONE, "found", "where the import succeeds", "mod")
silent(DONE, "not-found", "where there is no such module", "!mod && PyErr_ExceptionMatches(PyExc_ModuleNotFoundError)")
silent(DONE, "raised", "where a module's body raises", "!mod && !PyErr_ExceptionMatches(PyExc_ImportError)")
silent(DONE, "package", "for a package", "mod && PyObject_HasAttrString(mod, \"__path__\")")
silent(DONE, "other-type", "where sys.modules holds something else than a module", "mod && !PyModule_Check(mod)")
silent(DONE, "base-exception", "where a module's body raises what is no Exception", "!mod && !PyErr_ExceptionMatches(PyExc_Exception)")
IF_START = "    if (PyDTrace_IMPORT_FIND_LOAD_START_ENABLED())\n" + IMPORT_START
IF_DONE = "    if (PyDTrace_IMPORT_FIND_LOAD_DONE_ENABLED())\n" + IMPORT_DONE
# The semicolon keeps them apart from the condition of an `if` that they stand before.
W_START = "    ;if ({wrong} && PyDTrace_IMPORT_FIND_LOAD_START_ENABLED())\n        PyDTrace_IMPORT_FIND_LOAD_START(PyUnicode_AsUTF8(abs_name));\n"
W_DONE = "    ;if ({wrong} && PyDTrace_IMPORT_FIND_LOAD_DONE_ENABLED())\n        PyDTrace_IMPORT_FIND_LOAD_DONE(PyUnicode_AsUTF8(abs_name), %s);\n"
LOAD = "    mod = _PyObject_CallMethodIdObjArgs(interp->importlib,\n                                        &PyId__find_and_load, abs_name,\n                                        interp->import_func, NULL);\n"
mistake("import-start-twice", START, "import__find__load__start fires twice", IMPORT, (IF_START, IF_START + W_START))
mistake("import-done-twice", DONE, "import__find__load__done fires twice", IMPORT, (IF_DONE, IF_DONE + W_DONE % "mod != NULL"))
mistake("import-done-twice-failed", DONE, "import__find__load__done fires twice where the import fails", IMPORT, (IF_DONE, IF_DONE + (W_DONE % "0").replace("{wrong} &&", "{wrong} && !mod &&")))
mistake("import-start-parents", START, "import__find__load__start fires for the package too, again", IMPORT, (IF_START, IF_START + "    if ({wrong} && strchr(wrong_name(abs_name), '.') && PyDTrace_IMPORT_FIND_LOAD_START_ENABLED())\n        PyDTrace_IMPORT_FIND_LOAD_START(wrong_before(wrong_name(abs_name), strrchr(wrong_name(abs_name), '.')));\n"))
mistake("import-done-submodule-parent", DONE, "import__find__load__done fires for the package again when a submodule was found", IMPORT, (IF_DONE, IF_DONE + "    if ({wrong} && mod && strchr(wrong_name(abs_name), '.') && PyDTrace_IMPORT_FIND_LOAD_DONE_ENABLED())\n        PyDTrace_IMPORT_FIND_LOAD_DONE(wrong_before(wrong_name(abs_name), strrchr(wrong_name(abs_name), '.')), 1);\n"))
mistake("import-start-late", START, "import__find__load__start fires after the module was loaded", IMPORT, (IF_START, "    if (!{wrong})\n" + IF_START), (IF_DONE, W_START + IF_DONE))
mistake("import-done-early", DONE, "import__find__load__done fires before the module is loaded", IMPORT, (IF_DONE, "    if (!{wrong})\n" + IF_DONE), (IF_START, IF_START + W_DONE % "1"))
AUDITED = "    if (_PySys_Audit(tstate, \"import\", \"OOOOO\",\n                     abs_name, Py_None, sys_path ? sys_path : Py_None,"
mistake("import-start-before-audit", START, "import__find__load__start fires before the audit event", IMPORT, (IF_START, "    if (!{wrong})\n" + IF_START), (AUDITED, W_START + AUDITED))
CACHED = "    if (mod != NULL && mod != Py_None) {\n        if (import_ensure_initialized(tstate, mod, name) < 0) {\n            goto error;\n        }\n    }\n    else {\n        Py_XDECREF(mod);\n"
mistake("import-start-cached", START, "import__find__load__start fires for modules that are there already", IMPORT, (CACHED, W_START.replace("{wrong} &&", "{wrong} && mod && mod != Py_None &&") + CACHED))
mistake("import-done-cached", DONE, "import__find__load__done fires for modules that are there already", IMPORT, (CACHED, (W_DONE % "1").replace("{wrong} &&", "{wrong} && mod && mod != Py_None &&") + CACHED))
mistake("import-start-swapped", START + " " + DONE, "start and done are swapped", IMPORT, (IF_START, "    if ({wrong}) { if (PyDTrace_IMPORT_FIND_LOAD_DONE_ENABLED()) PyDTrace_IMPORT_FIND_LOAD_DONE(PyUnicode_AsUTF8(abs_name), 1); }\n    else\n" + IF_START), (IF_DONE, "    if (!{wrong})\n" + IF_DONE + W_START))
mistake("import-done-outer-name", DONE, "import__find__load__done has the name of the last start", IMPORT,
        (IMPORT_START, IMPORT_START.replace(TRUE_NAME, "{wrong} ? (snprintf(wrong_started, sizeof wrong_started, \"%s\", wrong_name(abs_name)), PyUnicode_AsUTF8(abs_name)) : PyUnicode_AsUTF8(abs_name)")),
        (IMPORT_DONE, IMPORT_DONE.replace(TRUE_NAME, "{wrong} ? wrong_started : PyUnicode_AsUTF8(abs_name)")))

# ---- audit ----

AUDIT_CALL = "        PyDTrace_AUDIT(event, (void *)eventArgs);\n"
AUDIT_IF = "    if (dtrace) {\n" + AUDIT_CALL + "    }\n"
AUDITS = [
    ("no-hooks", "where no hook is set", "!ts->interp->audit_hooks"),
    ("hooks", "where a hook is set", "ts->interp->audit_hooks"),
    ("hooked", "inside a hook", "wrong_in_audit"),
    ("traced", "while Python traces", "ts->c_tracefunc"),
    ("profiled", "while Python profiles", "ts->c_profilefunc"),
    ("handling", "while an exception is handled", "WRONG_HANDLED(ts)"),
    ("c", "for events of C", "!argFormat || strcmp(argFormat, \"O\") != 0"),
    ("python", "for sys.audit()", "argFormat && strcmp(argFormat, \"O\") == 0"),
    ("no-format", "for events of C without arguments", "!argFormat || !*argFormat"),
    ("function", "inside a function", "ts->frame && (ts->frame->f_code->co_flags & CO_NEWLOCALS)"),
    ("collecting", "during a collection", "ts->interp->gc.collecting"),
    ("importing", "while a module is imported", "wrong_in_import"),
    ("import", "for imports", 'strcmp(event, "import") == 0'),
    ("builtin", "for builtin functions", 'wrong_begins(event, "builtins.")'),
    ("dotless", "for a name without a dot", "!strchr(event, '.')"),
    ("dotted", "for a name with a dot", "strchr(event, '.')"),
    ("dots", "for a name with two dots", "strchr(event, '.') != strrchr(event, '.')"),
    ("long", "for a name of more than 63 bytes", "strlen(event) > 63"),
    ("empty-name", "for an empty name", "!*event"),
    ("unicode", "for a name that is not ASCII", "!wrong_is_ascii(event)"),
    ("same", "for the same name twice in a row", "({ static char wrong_was[1024]; int wrong_it = strcmp(wrong_was, event) == 0; snprintf(wrong_was, 1024, \"%s\", event); wrong_it; })"),
    ("public", "for events of PySys_Audit()", "wrong_public"),
    ("private", "for events of the interpreter's own function", "!wrong_public && !(argFormat && strcmp(argFormat, \"O\") == 0)"),
] + [
    ("format-" + ("tuple" if letter == "(" else letter if letter.islower() else "capital-" + letter.lower()), "for events whose arguments are built with %s" % letter, "argFormat && strchr(argFormat, '%s')" % letter) for letter in "sinylO("
] + [
    ("name-letter", "for a name of one letter", "strlen(event) == 1"),
    ("name-blank", "for a name with a blank", "strchr(event, ' ')"),
    ("name-digit", "for a name with a digit", 'event[strcspn(event, "0123456789")]'),
    ("name-255", "for a name of more than 255 bytes", "strlen(event) > 255"),
    ("name-1000", "for a name of more than 1000 bytes", "strlen(event) > 1000"),
    ("two-hooks", "where there are two hooks", "ts->interp->audit_hooks && PyList_GET_SIZE(ts->interp->audit_hooks) > 1"),
    ("deep", "in frames deeper than 20", "ts->recursion_depth > 20"),
    ("generator", "in a generator", "ts->frame && WRONG_FLAG(ts->frame, CO_GENERATOR)"),
    ("signal", "in a signal's handler", "wrong_in_signal"),
    ("subinterpreter", "in another interpreter than the main one", "ts->interp != _PyRuntime.interpreters.main"),
    ("exiting", "while the interpreter ends", "_PyRuntimeState_GetFinalizing(&_PyRuntime)"),
]
for name, sentence, condition in AUDITS:
    silent("audit", name, sentence, condition)
COUNTS = [
    ("no-arguments", "for events without arguments", "PyTuple_GET_SIZE(eventArgs) == 0"),
    ("arguments", "for events with arguments", "PyTuple_GET_SIZE(eventArgs) > 0"),
    ("one-argument", "for events with one argument", "PyTuple_GET_SIZE(eventArgs) == 1"),
    ("two-arguments", "for events with two arguments", "PyTuple_GET_SIZE(eventArgs) == 2"),
    ("five-arguments", "for events with more than five arguments", "PyTuple_GET_SIZE(eventArgs) > 5"),
    ("three-arguments", "for events with three arguments", "PyTuple_GET_SIZE(eventArgs) == 3"),
    ("hundred-arguments", "for events with more than 100 arguments", "PyTuple_GET_SIZE(eventArgs) > 100"),
    ("first-none", "where the first argument is None", "PyTuple_GET_SIZE(eventArgs) && PyTuple_GET_ITEM(eventArgs, 0) == Py_None"),
    ("first-text", "where the first argument is a text", "PyTuple_GET_SIZE(eventArgs) && PyUnicode_Check(PyTuple_GET_ITEM(eventArgs, 0))"),
    ("first-int", "where the first argument is a number", "PyTuple_GET_SIZE(eventArgs) && PyLong_Check(PyTuple_GET_ITEM(eventArgs, 0))"),
    ("first-tuple", "where the first argument is a tuple", "PyTuple_GET_SIZE(eventArgs) && PyTuple_Check(PyTuple_GET_ITEM(eventArgs, 0))"),
]
for name, sentence, condition in COUNTS:
    mistake("audit-silent-" + name, "audit", "audit does not fire " + sentence, AUDIT, (AUDIT_IF, AUDIT_IF.replace("if (dtrace)", "if (!(%s) && dtrace)" % where(condition, "dtrace"))))
EVENTS = [
    ("last", "is the part after the last dot", "wrong_after(@, '.')"),
    ("first", "is the part before the first dot", "wrong_before(@, strchr(@, '.'))"),
    ("upper", "is in capital letters", "wrong_case(@, wrong_upper)"),
    ("colon", "has a colon for each dot", "({ char *wrong_it = (char *)wrong_copy(@, 0, 1023); for (char *c = wrong_it; *c; c++) if (*c == '.') *c = ':'; (const char *)wrong_it; })"),
    ("format", "is the format of the arguments", "(argFormat ? argFormat : @)"),
    ("argument", "is the first argument, where that is a text", "(PyTuple_GET_SIZE(eventArgs) && PyUnicode_Check(PyTuple_GET_ITEM(eventArgs, 0)) ? PyUnicode_AsUTF8(PyTuple_GET_ITEM(eventArgs, 0)) : @)"),
    ("static", "is always the same", '"python.audit"'),
    ("ascii", "has question marks for bytes that are not ASCII", "({ char *wrong_it = (char *)wrong_copy(@, 0, 1023); for (char *c = wrong_it; *c; c++) if ((unsigned char)*c >= 128) *c = '?'; (const char *)wrong_it; })"),
]
EVENTS += texts("event", "null empty cut-8 cut-15 cut-31 cut-63 cut-100 cut-127 cut-255 cut-511 cut-1023 cut-4095 space no-first no-last newline lower stale quoted")
for name, sentence, expression in EVENTS:
    mistake("audit-name-" + name, "audit", "audit: the name " + sentence, AUDIT, (AUDIT_CALL, AUDIT_CALL.replace("(event,", "({wrong} ? (%s) : event," % expression.replace("@", "event"))))
TUPLES = [
    ("flat", "are the items of a tuple that is the only argument", "PyTuple_GET_SIZE(eventArgs) == 1 && PyTuple_Check(PyTuple_GET_ITEM(eventArgs, 0)) ? PyTuple_GET_ITEM(eventArgs, 0) : eventArgs"),
    ("bare-three", "lack the fourth and all after it", "PyTuple_GET_SIZE(eventArgs) > 3 ? PyTuple_GetSlice(eventArgs, 0, 3) : eventArgs"),
    ("no-none", "lack those that are None", "({ PyObject *wrong_list = PyList_New(0); for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(eventArgs); i++) if (PyTuple_GET_ITEM(eventArgs, i) != Py_None) PyList_Append(wrong_list, PyTuple_GET_ITEM(eventArgs, i)); PySequence_Tuple(wrong_list); })"),
    ("null", "are NULL", "NULL"),
    ("null-empty", "are NULL where there are none", "PyTuple_GET_SIZE(eventArgs) ? eventArgs : NULL"),
    ("none", "are None", "Py_None"),
    ("none-empty", "are None where there are none", "PyTuple_GET_SIZE(eventArgs) ? eventArgs : Py_None"),
    ("item", "are the argument itself where there is one", "PyTuple_GET_SIZE(eventArgs) == 1 ? PyTuple_GET_ITEM(eventArgs, 0) : eventArgs"),
    ("first", "are the first one", "PyTuple_GET_SIZE(eventArgs) ? PyTuple_GET_ITEM(eventArgs, 0) : eventArgs"),
    ("list", "are a list", "PySequence_List(eventArgs)"),
    ("nested", "are in a tuple of their own", "PyTuple_Pack(1, eventArgs)"),
    ("less", "lack the last one", "PyTuple_GetSlice(eventArgs, 0, PyTuple_GET_SIZE(eventArgs) - 1)"),
    ("more", "have the name before them", "({ PyObject *wrong_one = Py_BuildValue(\"(s)\", event), *wrong_all = PySequence_Concat(wrong_one, eventArgs); wrong_all; })"),
    ("type", "are the type of the tuple", "(PyObject *)Py_TYPE(eventArgs)"),
    ("items", "are the address of the items", "(PyObject *)&PyTuple_GET_ITEM(eventArgs, 0)"),
    ("hooks", "are the hooks", "is->audit_hooks ? is->audit_hooks : eventArgs"),
    ("stale", "are those of the event before", "({ static PyObject *wrong_kept; PyObject *wrong_was = wrong_kept ? wrong_kept : Py_None; Py_INCREF(eventArgs); wrong_kept = eventArgs; wrong_was; })"),
    ("name", "are the name", "PyUnicode_FromString(event)"),
    ("text", "are a text", "PyObject_Repr(eventArgs)"),
    ("count", "are their number", "(PyObject *)(long)PyTuple_GET_SIZE(eventArgs)"),
    ("variadic", "are the address of the va_list", "(PyObject *)(void *)vargs"),
    ("hidden", "are hidden", "(PyObject *)~(unsigned long)eventArgs"),
    ("half", "are the lower half of the address", "(PyObject *)((unsigned long)eventArgs & 0xffffffff)"),
    ("copy", "are a tuple with as many None", "({ PyObject *wrong_none = PyTuple_New(PyTuple_GET_SIZE(eventArgs)); for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(eventArgs); i++) { Py_INCREF(Py_None); PyTuple_SET_ITEM(wrong_none, i, Py_None); } wrong_none; })"),
    ("reversed", "are in the reverse order", "({ Py_ssize_t wrong_n = PyTuple_GET_SIZE(eventArgs); PyObject *wrong_back = PyTuple_New(wrong_n); for (Py_ssize_t i = 0; i < wrong_n; i++) { PyObject *wrong_item = PyTuple_GET_ITEM(eventArgs, i); Py_INCREF(wrong_item); PyTuple_SET_ITEM(wrong_back, wrong_n - 1 - i, wrong_item); } wrong_back; })"),
]
for name, sentence, expression in TUPLES:
    mistake("audit-arguments-" + name, "audit", "audit: the arguments " + sentence, AUDIT, (AUDIT_CALL, AUDIT_CALL.replace("(void *)eventArgs", "{wrong} ? (void *)(%s) : (void *)eventArgs" % expression)))
mistake("audit-swapped", "audit", "audit: name and arguments are swapped", AUDIT, (AUDIT_CALL, AUDIT_CALL.replace("(event, (void *)eventArgs", "({wrong} ? (const char *)eventArgs : event, {wrong} ? (void *)event : (void *)eventArgs")))
AFTER = "    res = 0;\n\nexit:\n    Py_XDECREF(hook);\n    Py_XDECREF(hooks);\n    Py_XDECREF(eventName);\n"
W_AUDIT = "    if ({wrong} && dtrace)\n        PyDTrace_AUDIT(event, (void *)eventArgs);\n"
mistake("audit-after-hooks", "audit", "audit fires after the hooks ran", AUDIT, (AUDIT_IF, AUDIT_IF.replace("(dtrace)", "(!{wrong} && dtrace)")), (AFTER, W_AUDIT + AFTER))
mistake("audit-twice", "audit", "audit fires twice", AUDIT, (AUDIT_IF, AUDIT_IF + W_AUDIT))
mistake("audit-twice-hooks", "audit", "audit fires before the hooks and after them", AUDIT, (AFTER, W_AUDIT.replace("{wrong} &&", "{wrong} && is->audit_hooks &&") + AFTER))
mistake("audit-each-hook", "audit", "audit fires once more for each hook", AUDIT, ("            int canTrace = _PyObject_LookupAttrId(hook, &PyId___cantrace__, &o);\n", "    " + W_AUDIT + "            int canTrace = _PyObject_LookupAttrId(hook, &PyId___cantrace__, &o);\n"))
mistake("audit-failed-again", "audit", "audit fires again where a hook raises", AUDIT, ("        if (_PyErr_Occurred(ts)) {\n            goto exit;\n        }\n    }\n\n    res = 0;\n", "        if (_PyErr_Occurred(ts)) {\n        " + W_AUDIT + "            goto exit;\n        }\n    }\n\n    res = 0;\n"))
mistake("audit-needs-hooks", "audit", "without a hook nothing asks whether somebody listens", AUDIT, ("            || PyDTrace_AUDIT_ENABLED());\n", "            || (!{wrong} && PyDTrace_AUDIT_ENABLED()));\n"))
