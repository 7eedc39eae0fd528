import gc

gc.disable()
import weakref  # noqa: after gc.disable()


class Node:
    pass


def forget(reference):
    held.clear()


def circle():
    node = Node()
    node.itself = node
    held.append(weakref.ref(node, forget))


held = []
gc.collect()
circle()
gc.collect(0)
circle()
gc.collect(1)
gc.collect(0)
