import gc

gc.disable()
kept = list(map(list, [()] * 100000))  # new lists, and no line of Python for each
gc.collect(1)
gc.set_threshold(0)
gc.enable()
kept += list(map(list, [()] * 100000))
gc.collect(0)
