import gc


def once(phase, info):
    gc.disable()                        # nothing after this one


gc.disable()
gc.collect()                            # what went before is none of this
for number in range(7):
    circle = []
    circle.append(circle)
del circle
gc.callbacks.append(once)
gc.set_threshold(100, 1, 1)
gc.enable()
kept = []
while gc.isenabled():
    kept.append([])
gc.callbacks.remove(once)
gc.collect(1)
