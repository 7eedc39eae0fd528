import _thread
import sys


def work(name, done):
    sys.audit("probetap." + name, 1)
    sys.audit("probetap." + name, 1, 2)
    done.release()


done = _thread.allocate_lock()
done.acquire()
sys.audit("probetap.before")
_thread.start_new_thread(work, ("first", done))
done.acquire()
_thread.start_new_thread(work, ("second", done))
done.acquire()
sys.audit("probetap.after")
