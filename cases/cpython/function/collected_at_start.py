import gc

gc.disable()
from _functools import partial
from itertools import repeat


def finalizer(self):                    #@finalizer
    gone.append(1)                      #@gone


def work():                             #@work
    return 1                            #@return


gone = []
held = []
many = partial(held.extend, map(list, repeat((), 3000)))
run = map(partial.__call__, [partial(many), partial(work)])     # with nothing of Python's own in between
Circle = type("Circle", (), {"__del__": finalizer})
gc.collect()
gc.set_threshold(2000, 1000, 1000)
circle = Circle()
circle.self = circle
del circle
gc.enable()
list(run)
gc.disable()                            #@last
