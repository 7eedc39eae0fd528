import gc

gc.disable()
import _thread
import os


def make(circles):
    for number in range(circles):
        circle = []
        circle.append(circle)
    del circle
    gc.set_threshold(2, 1000, 1000)
    kept = []
    gc.enable()
    for number in range(3):
        kept.append([])         # the next one that is made is one too many
    gc.disable()


def work():
    make(10)
    done.release()


gc.collect()
child = os.fork()               # before there are threads: to fork beside one is warned of
if child == 0:
    make(20)
    os._exit(0)
os.waitpid(child, 0)
gc.collect()
done = _thread.allocate_lock()
done.acquire()
_thread.start_new_thread(work, ())
done.acquire()
gc.collect()
