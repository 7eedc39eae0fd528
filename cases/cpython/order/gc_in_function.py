import gc


def clean():                    #@clean
    cycle = []
    cycle.append(cycle)
    del cycle
    return gc.collect()         #@collect


clean()                         #@call
