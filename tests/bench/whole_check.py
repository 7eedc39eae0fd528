# SPDX-License-Identifier: BSD-2-Clause
"""The cost of a whole `check` over the same programs run bare, in alternation: python3 whole_check.py PROBETAP PYTHON CAPTURE [ROUNDS]

Bare means: each case's program as often as the check runs it, by the same interpreter with the same options, nothing attached.
"""
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time


def programs(result, directory):
    """The programs of all points that ran, once for each point, in a copy of the cases: some write beside themselves."""
    cases = os.path.join(directory, "cases")
    shutil.copytree(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../cases/cpython"), cases)
    for point in result["points"]:
        if point.get("case") and point.get("nanoseconds"):
            yield os.path.join(cases, point["case"] + ".py")


def timed(function):
    begin = time.monotonic()
    function()
    return time.monotonic() - begin


def main(directory, probetap, python, capture, rounds=5):
    null = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "PYTHONHASHSEED": "0", "PYTHON_JIT": "0",
                   "PYTHONDONTWRITEBYTECODE": "1"}
    check = [probetap, "check", "--quiet", "--capture=" + capture, python]
    path = os.path.join(directory, "result.json")
    subprocess.run(check[:2] + ["--json", path] + check[2:], **null)
    with open(path, encoding="utf-8") as stream:
        document = json.load(stream)
    runs = list(programs(document["results"][0], directory))

    def bare():
        for program in runs:
            subprocess.run([python, "-S", "-s", "-B", program], env=environment, **null)

    times = {"bare": [], "check": []}
    for _ in range(int(rounds)):
        times["bare"].append(timed(bare))
        times["check"].append(timed(lambda: subprocess.run(check, **null)))
    ratio = statistics.median(check / bare for check, bare in zip(times["check"], times["bare"]))
    print("whole check, %s: %.2f times the %d programs run bare (%.0f ms over %.0f ms, median of %d)" % (
        capture, ratio, len(runs), 1000 * statistics.median(times["check"]), 1000 * statistics.median(times["bare"]), int(rounds)))


with tempfile.TemporaryDirectory() as directory:
    main(directory, *sys.argv[1:])
