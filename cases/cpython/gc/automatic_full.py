import gc

gc.disable()
gc.freeze()         # nobody is left of those who have lived long, …
gc.collect()        # … so a quarter of them is soon there
gc.set_threshold(40, 1, 1)
gc.enable()
kept = [[] for _ in range(400)]
gc.disable()
