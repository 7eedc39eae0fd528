import gc


def ring(size):
    links = list(map(list, [()] * size))
    any(map(list.append, links, links[1:] + links[:1]))


gc.disable()
gc.collect()                            # what went before is none of this
held = []
held.append(held)
gc.collect(0)
gc.collect(1)
del held
gc.collect(0)                           # it has grown older, and is found by a young collection: there is one generation
ring(3)
gc.collect(1)
ring(300)
gc.collect(0)
ring(70000)
gc.collect(2)
