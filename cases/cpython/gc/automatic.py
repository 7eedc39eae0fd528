import gc

gc.disable()
gc.collect()
gc.set_threshold(200, 1000, 1000)
gc.enable()
kept = [[] for _ in range(300)]
gc.disable()
gc.set_threshold(50, 2, 1000)
gc.collect()
gc.enable()
for _ in range(4):
    kept += [[] for _ in range(60)]
gc.disable()
