import gc

gc.disable()
from _functools import partial
from itertools import repeat

gc.collect()
held = []
make = partial(held.extend, map(list, repeat((), 3000)))
steps = [partial(step) for step in (make, partial(gc.collect, 1), held.clear)]
run = map(partial.__call__, steps)      # with nothing of Python's own between the steps
gc.set_threshold(2000, 1000, 1000)
gc.enable()
list(run)
gc.disable()
gc.collect()
