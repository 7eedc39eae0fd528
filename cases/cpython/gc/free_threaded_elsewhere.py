import gc

gc.disable()
import _thread
import os


def once(phase, info):
    gc.disable()                        # nothing after this one


def make(circles):
    for number in range(circles):
        circle = []
        circle.append(circle)
    del circle
    kept = []
    gc.enable()
    while gc.isenabled():
        kept.append([])


def work():
    make(10)
    done.release()


done = _thread.allocate_lock()
done.acquire()
gc.callbacks.append(once)
gc.set_threshold(100, 1, 1)
gc.collect()                            # what went before is none of this
child = os.fork()                       # before there are threads: to fork beside one is warned of
if child == 0:
    make(20)
    os._exit(0)
os.waitpid(child, 0)
gc.collect()
_thread.start_new_thread(work, ())
done.acquire()
gc.collect(1)
