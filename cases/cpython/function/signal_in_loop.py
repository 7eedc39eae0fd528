import _thread
import signal


def handler(number, frame):             #@handler
    heard.append(number)                #@heard


def wait():                             #@wait
    while not heard:
        pass
    return 1                            #@waited


heard = []
signal.signal(signal.SIGUSR1, handler)
_thread.start_new_thread(signal.pthread_kill, (_thread.get_ident(), signal.SIGUSR1))
wait()                                  #@last
