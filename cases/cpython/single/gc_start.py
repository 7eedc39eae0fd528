import gc
import sys

audit = getattr(sys, "audit", len)


def collect(generation):
    audit("single.collect")
    gc.collect(generation)


gc.disable()
collect(0)
collect(1)
import leaf
collect(2)
