import gc
import sys


def inner():
    sys.audit("single.inner")
    return gc.collect(1)


def outer():
    inner()
    import leaf
    sys.audit("single.outer", leaf.value, 2)
    return inner()


gc.disable()
outer()
