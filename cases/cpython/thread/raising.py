import _thread

done = _thread.allocate_lock()


def release(self):                      #@release
    done.release()                      #@released


def raises(held):                       #@raises
    raise SystemExit                    #@raise


Held = type("Held", (), {"__del__": release})
for turn in range(2):
    done.acquire()
    _thread.start_new_thread(raises, (Held(),))
done.acquire()                          #@last
