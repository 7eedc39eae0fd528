import gc
import sys


def freed(self):
    sys.audit("probetap.freed")


gc.disable()
Leaf = type("Leaf", (), {"__del__": freed})
for generation in (0, 1):
    leaf = Leaf()
    gc.collect()                # so the leaf is old, and not looked at below
    held = [leaf]
    held.append(held)
    del held, leaf
    sys.audit("probetap.held")
    gc.collect(generation)
