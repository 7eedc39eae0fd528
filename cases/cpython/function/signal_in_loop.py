import _thread
import signal
from _functools import partial


def handler(number, frame):             #@handler
    return None                         #@handled


def wait():                             #@wait
    for step in steps:
        pass
    return 1                            #@waited


signal.signal(signal.SIGINT, handler)
# What C calls here is not asked whether a signal has come: that is done where the loop goes round.
steps = map(partial.__call__, [partial(_thread.interrupt_main), partial(_thread.interrupt_main)])
wait()                                  #@last
