import gc
import sys
from _weakref import ref


def __del__(self):
    sys.audit("probetap.finalizer")


def forgotten(reference):
    sys.audit("probetap.weakref")


def called(phase, info):
    sys.audit("probetap.callback")


gc.disable()
Node = type("Node", (), {"__slots__": ("me", "__weakref__"), "__del__": __del__})
gc.collect()
gc.callbacks.append(called)
node = Node()
node.me = node
reference = ref(node, forgotten)
del node
gc.collect()
gc.callbacks.remove(called)
