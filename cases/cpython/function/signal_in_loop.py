import _thread
import signal


def handler(number, frame):             #@handler
    heard.append(number)                #@heard


def wait():                             #@wait
    start(*signal_main)
    while not heard:
        pass
    start(*signal_main)
    for _ in iter(heard.__len__, 2):
        pass
    return 1                            #@waited


heard = []
signal.signal(signal.SIGUSR1, handler)
start = _thread.start_new_thread
signal_main = signal.pthread_kill, (_thread.get_ident(), signal.SIGUSR1)
wait()                                  #@last
