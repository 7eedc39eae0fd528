import gc

gc.disable()
for generation in 0, 1, 2:
    for turn in range(200):
        cycle = []
        cycle.append(cycle)
        cycle = None
        gc.collect(generation)
