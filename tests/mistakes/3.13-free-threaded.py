# SPDX-License-Identifier: BSD-2-Clause
"""Mistakes for free-threaded CPython 3.13 (the form is described in ci/mistakes): those of 3.13, but its collector is another one, without
generations."""
import pathlib
import re
import runpy

THIRTEEN = runpy.run_path(str(pathlib.Path(__file__).resolve().parent / "3.13.py"))
SOURCES, CONFIGURE = "python3.13", ["--disable-gil"]
OTHER, GC = THIRTEEN["GC"], "Python/gc_free_threading.c"
START, DONE, GC_START, GC_DONE = (THIRTEEN[name] for name in ("START", "DONE", "GC_START", "GC_DONE"))
FIRE_START, FIRE_DONE = THIRTEEN["FIRE_START"], THIRTEEN["FIRE_DONE"]

# What 3.13's mistakes ask for and is not here: the lists of the generations, and what is counted on the way.
FORMER = re.compile(r"gc_list_|permanent_generation|generations\[|generation_stats\[\w+\]\.count|wrong_(found|freed|weak|asked)|\byoung\b|\bold\b|\bfinalizers\b|\bunreachable\b")
# What cannot make a difference: collections are of all objects, and those that nobody asked for are of generation 0.
LEFT_OUT = re.compile(r"gc-(start|done)-(silent-automatic-[12]|silent-exiting|is-automatic-0)")
COMMON = [entry for entry in THIRTEEN["COMMON"] if entry[0] != OTHER]
COMMON += [(GC, old, new) for file, old, new in THIRTEEN["COMMON"] if file == OTHER and '"pydtrace.h"' in old]
MISTAKES = []
for name, markers, sentence, file, edits in THIRTEEN["MISTAKES"]:
    if file != OTHER:
        MISTAKES.append((name, markers, sentence, file, edits))
    elif all(old in (GC_START, GC_DONE) or old in GC_START or old in GC_DONE for old, _ in edits) and not any(FORMER.search(new) for _, new in edits) and not LEFT_OUT.fullmatch(name):
        MISTAKES.append((name, markers, sentence, GC, edits))


def mistake(name, markers, sentence, *edits):
    MISTAKES.append((name, markers, sentence, GC, list(edits)))


REFUSED = "        // Don't start a garbage collection if one is already in progress.\n"
UNNEEDED = "        // Don't collect if the threshold is not exceeded.\n"
mistake("gc-start-refused", START, "gc__start fires where a collection is refused, for another one is under way", (REFUSED, "        " + FIRE_START % "generation" + REFUSED))
mistake("gc-done-refused", DONE, "gc__done fires where a collection is refused, for another one is under way", (REFUSED, "        " + FIRE_DONE % "0L" + REFUSED))
mistake("gc-start-unneeded", START, "gc__start fires where no collection is needed", (UNNEEDED, "        " + FIRE_START % "generation" + UNNEEDED))
CALLBACK = '        invoke_gc_callback(tstate, "start", generation, 0, 0);\n'
mistake("gc-start-before-callbacks", START, "gc__start fires before the callbacks hear of the start", (GC_START, "    if (!{wrong})\n" + GC_START), (CALLBACK, "        " + FIRE_START % "generation" + CALLBACK))
STOP = '        invoke_gc_callback(tstate, "stop", generation, m, n);\n'
mistake("gc-done-after-callbacks", DONE, "gc__done fires after the callbacks hear of the end", (GC_DONE, "    if (!{wrong})\n" + GC_DONE), (STOP, STOP + "        " + FIRE_DONE % "n + m"))
WORK = "    gc_collect_internal(interp, &state, generation);\n"
mistake("gc-start-late", START, "gc__start fires after the collection", (GC_START, "    if (!{wrong})\n" + GC_START), (WORK, WORK + "    " + FIRE_START % "generation"))
mistake("gc-done-early", DONE, "gc__done fires before the collection", (GC_DONE, "    if (!{wrong})\n" + GC_DONE), (WORK, "    " + FIRE_DONE % "0L" + WORK))
BEFORE = "    // Handle any objects that may have resurrected after the finalization.\n"
mistake("gc-start-after-finalizers", START, "gc__start fires after the finalizers ran", (GC_START, "    if (!{wrong})\n" + GC_START), (BEFORE, "    " + FIRE_START % "2" + BEFORE))
mistake("gc-done-before-resurrection", DONE, "gc__done fires before what came to life again is known", (GC_DONE, "    if (!{wrong})\n" + GC_DONE), (BEFORE, "    " + FIRE_DONE % "state->collected + state->uncollectable" + BEFORE))
DELETE = "    // Call tp_clear on objects in the unreachable set. This will cause\n"
mistake("gc-done-before-delete", DONE, "gc__done fires before the objects are deleted", (GC_DONE, "    if (!{wrong})\n" + GC_DONE), (DELETE, "    " + FIRE_DONE % "state->collected + state->uncollectable" + DELETE))
for name, sentence, expression in [
    ("state", "what the collector's state has counted, without what could not be collected", "state.collected"),
    ("long-lived", "what lives", "gcstate->long_lived_total"),
    ("only-found", "0 where gc.collect() was not asked for", "reason == _Py_GC_REASON_HEAP ? 0 : n + m"),
]:
    mistake("gc-done-is-" + name, DONE, "gc__done: the number is " + sentence, (GC_DONE, GC_DONE.replace("(n + m)", "({wrong} ? (long)(%s) : n + m)" % expression)))
