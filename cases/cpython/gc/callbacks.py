import gc
import sys


def collects(phase, info):
    heard.append((phase, info["generation"], gc.collect()))         # nothing, while one is on its way


def raises(phase, info):
    raise KeyError(phase)


sys.unraisablehook = print               # reports what a callback raises, without an import
gc.disable()
gc.collect()
heard = []
gc.callbacks.append(collects)
cycle = []
cycle.append(cycle)
del cycle
gc.collect(1)
gc.callbacks.append(raises)
gc.collect(0)
gc.callbacks.clear()
gc.collect(2)
