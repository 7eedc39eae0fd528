import sys

lazy import plain_module
lazy import outer_module
lazy import shelf.lamp
lazy from shelf import book
lazy from shelf import book as tome
lazy import no_such_module
lazy import raising_module
lazy import tower.ground as never_used


def use(what):
    sys.audit("probetap.use")
    try:
        what()
    except (ImportError, ValueError):
        pass


use(lambda: no_such_module)
use(lambda: plain_module)
use(lambda: plain_module.value)
use(lambda: outer_module)
use(lambda: shelf)
use(lambda: shelf.lamp)
use(lambda: book)
use(lambda: tome)
use(lambda: raising_module)
use(lambda: no_such_module)             # what failed is looked for again
use(lambda: raising_module)
