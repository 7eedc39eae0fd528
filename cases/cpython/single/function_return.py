import gc
import sys

audit = getattr(sys, "audit", len)


def inner(generation):
    audit("single.inner")
    return gc.collect(generation)       #@inner


def outer():
    inner(0)
    import leaf
    inner("")                           #@raised


gc.disable()
try:
    outer()
except TypeError:
    inner(1)                            #@last
