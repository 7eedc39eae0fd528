import gc

gc.disable()


def ring(size):
    links = list(map(list, [()] * size))  # no line of Python for each
    any(map(list.append, links, links[1:] + links[:1]))


for size in 1, 2, 3, 10, 300, 70000:
    ring(size)
    gc.collect()
kept = []
kept.append(kept)
gc.collect()
gc.collect(1)
table = {}
table["self"] = table
del table
gc.collect(0)
