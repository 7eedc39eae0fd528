import gc
import sys

next_observers = getattr(sys, "next_observers", int)
gc.disable()
gc.collect(0)       # one
next_observers()
gc.collect(1)       # two
next_observers()
gc.collect(0)       # one left
next_observers()
gc.collect(2)       # nobody
next_observers()
gc.collect(1)       # one again
next_observers()
gc.collect(0)       # many
