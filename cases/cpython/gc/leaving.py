import gc

gc.disable()
import atexit  # noqa: after gc.disable()
import os


class Node:
    pass


def leaving():
    node = Node()
    node.itself = node
    del node
    gc.collect(1)
    gc.collect(0)


child = os.fork()
if child == 0:
    atexit.register(leaving)
    raise SystemExit
os.waitpid(child, 0)
gc.collect(0)
