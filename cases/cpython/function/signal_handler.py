import signal


def handler(number, frame):             #@handler
    return None                         #@handled


def work():                             #@work
    signal.raise_signal(signal.SIGUSR1)
    return 1                            #@worked


signal.signal(signal.SIGUSR1, handler)
work()                                  #@last
