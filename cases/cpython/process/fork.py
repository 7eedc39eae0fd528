import gc

gc.disable()
import os  # noqa: after gc.disable(), for it brings many modules


def work(generation):               #@work
    return gc.collect(generation)   #@collect


work(0)
child = os.fork()
if child == 0:
    work(1)
    os._exit(0)
os.waitpid(child, 0)
work(2)                             #@last
