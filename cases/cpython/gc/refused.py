import gc

gc.disable()
for generation in -1, 3, 2 ** 40, "1":
    try:
        gc.collect(generation)
    except (ValueError, OverflowError, TypeError):
        pass
gc.get_objects(), gc.get_count(), gc.get_stats(), gc.get_referrers(gc)
gc.set_debug(gc.DEBUG_STATS | gc.DEBUG_COLLECTABLE | gc.DEBUG_UNCOLLECTABLE)
cycle = []
cycle.append(cycle)
del cycle
gc.collect(1)
gc.set_debug(0)
