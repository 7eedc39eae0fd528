import gc
import sys
from _weakref import ref


class Thing:
    __slots__ = "self", "__weakref__"

    def __del__(self):
        again = []                      # new garbage, made by a collection
        again.append(again)
        gc.collect(0)                   # nothing, while one is on its way
        raise KeyError


def forget(reference):
    gc.collect(0)


sys.unraisablehook = print               # reports what the finaliser raises, without an import
gc.disable()
gc.collect()
thing = Thing()
thing.self = thing
reference = ref(thing, forget)
del thing
gc.collect(1)                           # the thing
gc.collect(1)                           # what its finaliser left
