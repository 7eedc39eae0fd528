import gc

gc.disable()
held = []
held.append(held)
gc.freeze()
del held
gc.collect()
gc.unfreeze()
gc.collect()
