import _thread


def work(name, count):              #@work
    for _ in range(count):
        step(name)
    lock.release()                  #@release


def step(name):                     #@step
    return name                     #@return


lock = _thread.allocate_lock()
lock.acquire()
_thread.start_new_thread(work, ("a", 2))
lock.acquire()
_thread.start_new_thread(work, ("b", 3))
lock.acquire()                      #@last
