import _thread


def work(name, mine, other, done):      #@work
    for _ in range(50):
        mine.acquire()                  # in turns: each thread stands between two steps of the other
        step(name)
        other.release()
    done.release()                      #@done


def step(name):                         #@step
    return name                         #@return


allocate = _thread.allocate_lock
a, b, a_done, b_done = allocate(), allocate(), allocate(), allocate()
b.acquire()
a_done.acquire()
b_done.acquire()
_thread.start_new_thread(work, ("a", a, b, a_done))
_thread.start_new_thread(work, ("b", b, a, b_done))
a_done.acquire()
b_done.acquire()                        #@last
