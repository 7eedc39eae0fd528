import gc

gc.disable()
kept = [[] for _ in range(100000)]
gc.collect(1)
gc.set_threshold(0)
gc.enable()
kept += [[] for _ in range(100000)]
gc.collect(0)
