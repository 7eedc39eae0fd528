import gc

gc.disable()
old = []
old.append(old)
gc.collect(0)       # it is held: it grows older
del old
gc.collect(0)       # a young collection does not see it
gc.collect(1)       # the next one does
older = []
older.append(older)
gc.collect(1)
del older
gc.collect(0)
gc.collect(1)
gc.collect(2)
