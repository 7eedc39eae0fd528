import gc


def run():
    collect = gc.collect
    for _ in range(300):
        cycle = []
        cycle.append(cycle)
        cycle = None
        collect(0)


gc.disable()
run()
