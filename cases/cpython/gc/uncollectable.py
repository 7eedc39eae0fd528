import gc

gc.disable()
try:
    from _testcapi import with_tp_del
except ImportError:                     # a build without CPython's test modules: such a cycle is then like any other
    with_tp_del = lambda kind: kind


class Legacy:
    __slots__ = "partner",

    def __tp_del__(self):
        pass


Legacy = with_tp_del(Legacy)
gc.collect()
gc.collect()


def tie(kind):
    a, b = kind(), kind()
    a.partner, b.partner = b, a


tie(Legacy)
gc.collect(1)                           # found, and kept
gc.collect(2)                           # nothing new
tie(Legacy)
cycle = []
cycle.append(cycle)
del cycle
gc.collect()
print(len(gc.garbage))
