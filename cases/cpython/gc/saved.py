import gc

gc.disable()
gc.set_debug(gc.DEBUG_SAVEALL)
cycle = []
cycle.append(cycle)
del cycle
gc.collect()
gc.set_debug(0)
print(len(gc.garbage))
gc.garbage[0].clear()
del gc.garbage[:]
gc.collect(0)
