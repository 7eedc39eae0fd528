import gc
import sys

audit = getattr(sys, "audit", len)


def inner():                    #@inner
    audit("single.inner")
    return gc.collect(1)


def outer():                    #@outer
    inner()
    import leaf
    return inner()


gc.disable()
outer()
