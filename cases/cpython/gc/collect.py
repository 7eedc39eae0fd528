import gc

gc.collect(0)
gc.collect(1)
gc.collect(2)
cycle = []
cycle.append(cycle)
del cycle
gc.collect(2)
