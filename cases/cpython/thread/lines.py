import _thread                          #@import


def work(count):                        #@work
    while count:                        #@while
        count = step(count)             #@step_call
    lock.release()                      #@release


def step(count):                        #@step
    count -= 1                          #@minus
    return count                        #@return


lock = _thread.allocate_lock()          #@lock
lock.acquire()                          #@acquire
_thread.start_new_thread(work, (2,))    #@start
lock.acquire()                          #@wait
_thread.start_new_thread(work, (1,))    #@start_second
lock.acquire()                          #@last
