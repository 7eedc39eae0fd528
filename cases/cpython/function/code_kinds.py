import sys


def run(source, name, inside, *arguments):              #@run
    space = {}
    exec(compile(source, "kinds", "exec"), space)
    code = space[name].__code__
    if inside is not None:
        space[name].__code__ = code.replace(co_name=inside)
    return space[name](*arguments)                      #@called


run("def f(a, b=1, /, c=2, *, d=3):\n    return a\n", "f", None, 1)
run("def _hidden():\n    return 1\n", "_hidden", None)
run("def __private(x, /):\n    return x\n", "__private", None, 1)
run("def empty():\n    return 1\n", "empty", "")
run("def odd():\n    return 1\n", "odd", "a name with blanks.and dots")
run("def long():\n    return 1\n", "long", "n" * 5000)
run("def large():\n    a = 1\n" + "    a = a + a\n" * 200 + "    return 1\n", "large", None)
run("def told():\n    'a text'\n    return 1\n", "told", None)
run("from __future__ import annotations\ndef future(a: 1):\n    return a\n", "future", None, 1)      #@last
