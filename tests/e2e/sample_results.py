#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""Writes results as `probetap check --json` does, made up: every verdict, threads, nested calls, odd bytes.

    sample_results.py DIRECTORY     good.json (3.9, all well), old.json (3.11), new.json (3.13, with failures)
"""
import json
import pathlib
import sys

MARKERS = {
    "function__entry": "function", "function__return": "function", "line": "line", "gc__start": "gc",
    "gc__done": "gc", "import__find__load__start": "import", "import__find__load__done": "import", "audit": "audit",
}
HOSTILE = '</script><script>document.title="taken"</script><img src=x onerror=document.title="taken">'


def quoted(text):
    return '"%s"' % text


class Stream:
    """Events of one run, with a clock."""

    def __init__(self):
        self.events, self.clock = [], 0

    def add(self, marker, *values, thread=0):
        self.clock += 900 + 130 * len(self.events) % 700
        self.events.append({"marker": marker, "values": [str(value) for value in values], "process": 0,
                            "thread": thread, "time": self.clock})

    def call(self, name, first, last, *inside, thread=0, lines=()):
        path = quoted("/tmp/run/program.py")
        self.add("function__entry", path, quoted(name), first, thread=thread)
        for line in lines:
            self.add("line", path, quoted(name), line, thread=thread)
        for step in inside:
            step()
        self.add("function__return", path, quoted(name), last, thread=thread)


def unwind(lines):
    stream = Stream()

    def outer():
        stream.call("boom", 7, 8, lines=[8] if lines else [])
        stream.add("gc__start", 2)
        stream.add("gc__done", 0)

    stream.call("<module>", 0, 10, lambda: stream.call("outer", 1, 5, outer, lines=[2, 3] if lines else []),
                lines=[1, 7, 10] if lines else [])
    return stream.events


def storm(calls):
    stream = Stream()
    stream.call("<module>", 0, 9, *[lambda n=n: stream.call("step", 1, 2 + n % 3) for n in range(calls)])
    return stream.events


def threads():
    stream = Stream()
    for step in range(3):
        for thread in range(3):
            stream.call("work_%d" % thread, 3, 4 + step, lambda: stream.call("inner", 8, 9, thread=thread), thread=thread)
    return stream.events


def imports():
    stream = Stream()

    def package():
        stream.add("import__find__load__start", quoted("package.sub"))
        stream.call("<module>", 0, 2)
        stream.add("import__find__load__done", quoted("package.sub"), 1)

    stream.add("audit", quoted("import"), '("json", None, <list>, <list>, <list>)')
    stream.add("import__find__load__start", quoted("package"))
    stream.call("<module>", 0, 1, package)
    stream.add("import__find__load__done", quoted("package"), 1)
    stream.add("import__find__load__start", quoted("caf\u00e9\\xff"))
    stream.add("import__find__load__done", quoted("caf\u00e9\\xff"), 0)
    return stream.events


CASES = [
    ("function/unwind", "A frame left by an exception still reports its return, at the line that raised.",
     ["function__entry", "function__return"], lambda: unwind(False)),
    ("function/hot_loop", "Three hundred calls from one place are three hundred pairs.",
     ["function__entry", "function__return"], lambda: storm(300)),
    ("function/threads", "Each thread's calls keep their own order.", ["function__entry", "function__return"], threads),
    ("line/steps", "Each line that runs is reported once, in order.", ["function__entry", "line", "function__return"],
     lambda: unwind(True)),
    ("gc/collect", "gc.collect() gives one pair with the generation.", ["gc__start", "gc__done"],
     lambda: [event for event in unwind(False) if event["marker"].startswith("gc")]),
    ("import/nested", "A package that imports its submodule nests the pairs.",
     ["import__find__load__start", "import__find__load__done", "audit"], imports),
]


def expected_of(events):
    return [dict(event, time=0) for event in events]


def new_point(result, name, group, verdict="pass", **more):
    point = {"number": len(result["points"]) + 1, "verdict": verdict, "unchecked": 0, "nanoseconds": 12345678, "name": name,
             "group": group, "marker": None, "case": None, "markers": [], "mode": None, "about": None, "issue": None,
             "sentence": None, "difference": None, "reproduce": None, "expected": [], "got": []}
    point.update(more)
    result["points"].append(point)
    return point


def new_result(target, version, facets=(), host="builder", capture="bpf"):
    return {
        "tool": {"name": "probetap", "version": "0.1.0"},
        "host": {"name": host, "kernel": "Linux 6.1.0-18-amd64", "machine": "x86_64"},
        "run": {"started": "2026-05-04T03:02:01Z", "nanoseconds": 3456789012, "capture": capture,
                "capture_reason": "the kernel lets this user load programs" if capture == "bpf" else "no permission for bpf"},
        "target": {"name": target, "root": None, "object": target, "build_id": "8f3c" * 10, "version": version,
                   "implementation": version + " (main, Apr  5 2026) [GCC 12.2.0]", "facets": list(facets),
                   "newer_than_tables": False},
        "remarks": [], "counts": {}, "points": [],
    }


def add_static(result, absent=(), issue=None):
    for marker in MARKERS:
        for claim in ("present", "arguments", "semaphore", "nop"):
            missing = marker in absent
            if missing and claim != "present":
                continue
            new_point(result, "marker %s %s" % (marker, claim), "marker", "known" if missing else "pass", marker=marker,
                      about="The documented marker is in the notes." if claim == "present" else "Its %s is as documented." % claim,
                      issue=issue if missing else None, sentence="%s has no site" % marker if missing else None)


def add_cases(result, change):
    for name, about, markers, run in CASES:
        for mode in ("alone", "together"):
            got = run()
            point = new_point(result, "case %s %s" % (name, mode), name.split("/")[0], case=name, mode=mode, markers=markers,
                              about=about, expected=expected_of(got), got=got,
                              reproduce="probetap check --case %s --mode %s %s" % (name, mode, result["target"]["name"]))
            change(point)


def known_on_311(point):
    if "function__entry" in point["markers"] and point["mode"] == "alone" and "line" not in point["markers"]:
        point.update(verdict="known", issue="gh-98894",
                     sentence="function__entry does not fire; every other event is as documented",
                     got=[event for event in point["got"] if event["marker"] != "function__entry"])
    if point["case"] == "line/steps" and point["mode"] == "together":
        point.update(verdict="skip", sentence="the build would not survive it", got=[])


def broken(point):
    if point["case"] == "function/unwind" and point["mode"] == "together":
        lost = [event for event in point["got"] if event["values"][1:] == ['"boom"', "8"]]
        got = [event for event in point["got"] if event not in lost]
        got[-1] = dict(got[-1], values=got[-1]["values"][:2] + ["11"])
        point.update(verdict="fail", got=got,
                     sentence="function__return did not fire when `boom` raised, program.py line 8",
                     difference='#  expected                      | came\n'
                                '=  function__entry   "boom"     7 | function__entry   "boom"     7\n'
                                '-  function__return  "boom"     8 |\n'
                                '=  gc__start  2                   | gc__start  2\n'
                                'program.py:8: raise ValueError\nunwind.case:9\n')
    if point["case"] == "function/threads" and point["mode"] == "together":
        point.update(verdict="error", sentence="12 of 4012 events were lost: no verdict", got=[])
    if point["case"] == "gc/collect" and point["mode"] == "alone":
        point.update(verdict="fixed", issue="report-gc-done",
                     sentence="the events are as documented: the known deviation has gone away")
    if point["case"] == "import/nested":
        point["expected"] = [dict(event, values=["_text" if value.startswith('"caf') else value for value in event["values"]])
                             for event in point["expected"]]
        point["unchecked"] = 2
    if point["case"] == "function/hot_loop" and point["mode"] == "alone":
        point.update(verdict="fail", got=point["got"][:250] + point["got"][252:],
                     sentence=HOSTILE, about="It must not matter what a text says: " + HOSTILE)


def finish(result):
    verdicts = [point["verdict"] for point in result["points"]]
    result["counts"] = {verdict: verdicts.count(verdict) for verdict in ("pass", "fail", "known", "fixed", "skip", "error")}
    result["counts"]["unchecked"] = sum(point["unchecked"] for point in result["points"])
    return {"format": "probetap-result", "schema": 1, "results": [result]}


def good():
    result = new_result("/usr/bin/python3.9", "3.9.2", host="arm-builder")
    add_static(result)
    add_cases(result, lambda point: None)
    return finish(result)


def old():
    result = new_result("/usr/bin/python3.11", "3.11.2", ["shared"], capture="ptrace")
    add_static(result)
    add_cases(result, known_on_311)
    result["remarks"].append("targets/cpython/deviations:12: the deviation gh-77318 matched nothing in this build")
    return finish(result)


def new():
    result = new_result("/opt/python/bin/python3.13", "3.13.5", ["debug", "free-threaded"])
    add_static(result, absent=["line"], issue="gh-104280")
    add_cases(result, broken)
    return finish(result)


def write(directory):
    for make in (good, old, new):
        (directory / (make.__name__ + ".json")).write_text(json.dumps(make(), indent=1), encoding="utf-8")


if __name__ == "__main__":
    write(pathlib.Path(sys.argv[1]))
