import gc
import sys

audit = getattr(sys, "audit", len)


def load():
    audit("single.load")
    gc.collect(1)
    import branch
    try:
        import leaf.not_there
    except ImportError:
        pass


gc.disable()
load()
