import gc


def called(phase, info):
    heard.append(info["collected"])


gc.disable()
gc.collect()
heard = []
gc.callbacks.append(called)
for number in range(10):
    circle = []
    circle.append(circle)
del circle
gc.set_threshold(5, 1000, 1000)
kept = []
gc.enable()
for number in range(3):
    kept.append([])             # the next one that is made is one too many
gc.disable()
gc.collect()
