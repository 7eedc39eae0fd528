import gc

gc.disable()
gc.collect(0)


class Collector:
    def __init__(self, generation):
        gc.collect(generation)


def collect(generation):
    gc.collect(generation)
    Collector(1)
    list(map(gc.collect, (0,)))
