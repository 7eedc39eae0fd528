import _thread
import gc

gc.disable()
done = _thread.allocate_lock()


def collect(generation):
    gc.collect(generation)
    done.release()


for generation in 0, 1, 2:
    done.acquire()
    _thread.start_new_thread(collect, (generation,))
done.acquire()
gc.collect(1)
