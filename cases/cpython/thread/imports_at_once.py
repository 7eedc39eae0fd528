import _thread
import sys


def import_red():
    import red
    red_done.release()


def import_blue():
    import blue
    blue_done.release()


def import_red_too():
    sys.red_begun.acquire()
    import red                          # another thread is at it: this one waits, and looks for nothing
    too_done.release()


allocate = _thread.allocate_lock
sys.red_begun, sys.blue_begun, sys.red_may_end, sys.blue_may_end = allocate(), allocate(), allocate(), allocate()
red_done, blue_done, too_done = allocate(), allocate(), allocate()
for lock in sys.red_begun, sys.blue_begun, sys.red_may_end, sys.blue_may_end, red_done, blue_done, too_done:
    lock.acquire()
_thread.start_new_thread(import_red, ())
_thread.start_new_thread(import_red_too, ())
_thread.start_new_thread(import_blue, ())
sys.blue_begun.acquire()
sys.red_may_end.release()
red_done.acquire()
too_done.acquire()
sys.blue_may_end.release()
blue_done.acquire()
