import os
import signal


def wait():                 #@wait
    os.kill(os.getpid(), signal.SIGKILL)


wait()
