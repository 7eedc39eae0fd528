import os
import signal


def step():
    pass


step()
os.kill(os.getpid(), signal.SIGKILL)
