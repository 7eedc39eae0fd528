import gc

gc.disable()
import os  # noqa: after gc.disable(), for it brings many modules


def work(generation):                   #@work
    return gc.collect(generation)       #@collect


if os.fork() == 0:
    if os.fork() == 0:
        work(0)
        os._exit(0)
    os.wait()
    work(1)
    os._exit(0)
os.wait()
work(2)                                 #@last
