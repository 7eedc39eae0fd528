import _thread
import gc
import sys


def work():
    import in_a_thread
    gc.collect(1)
    try:
        import no_such_module_in_a_thread
    except ImportError:
        pass
    lock.release()


lock = _thread.allocate_lock()
lock.acquire()
gc.collect(0)
_thread.start_new_thread(work, ())
lock.acquire()
gc.collect(2)
