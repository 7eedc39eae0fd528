import gc
import sys

audit = getattr(sys, "audit", len)


def collect(generation):
    cycle = []
    cycle.append(cycle)
    del cycle
    audit("single.collect")
    gc.collect(generation)


gc.disable()
gc.collect()
collect(0)
collect(1)
import leaf
collect(2)
gc.collect(2)
