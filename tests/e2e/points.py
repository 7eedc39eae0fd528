# SPDX-License-Identifier: BSD-2-Clause
"""Test points in Python: functions marked with @test, printed as TAP; each gets a directory with sample results."""
import json
import os
import pathlib
import subprocess
import tempfile
import traceback

import sample_results

tests = []


def test(function):
    tests.append(function)
    return function


def probetap(*words, **more):
    return subprocess.run([os.environ["PROBETAP"], *map(str, words)], capture_output=True, text=True, **more)


def same(got, wanted):
    assert got == wanted, "wanted %r, got %r" % (wanted, got)


class Skip(Exception):
    """A point that cannot be judged here, and why."""


def validate(document, schema):
    """A document against docs/NAME.schema.json, whose own form is checked too."""
    try:
        import jsonschema
    except ImportError:
        raise Skip("no python3-jsonschema") from None
    schema = json.loads(pathlib.Path("docs/%s.schema.json" % schema).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(document)


def run_one(number, function, *arguments):
    skipped = ""
    try:
        function(*arguments)
        good = True
    except Skip as reason:
        good, skipped = True, " # SKIP %s" % reason
    except Exception:
        good = False
        for line in traceback.format_exc().splitlines():
            print("# " + line)
    print("%s %d - %s%s" % ("ok" if good else "not ok", number, function.__name__.replace("_", " ").strip(), skipped), flush=True)
    return good


def run_all():
    print("1..%d" % len(tests))
    with tempfile.TemporaryDirectory(prefix="probetap-report-") as directory:
        place = pathlib.Path(directory)
        sample_results.write(place)
        for number, function in enumerate(tests, 1):
            run_one(number, function, place)
