# Ends by SIGKILL alone, and so does its child, in a session of its own.
import os
import signal
import time


def step():
    pass


signal.signal(signal.SIGTERM, signal.SIG_IGN)
if os.fork() == 0:
    os.setsid()
step()
while True:
    time.sleep(60)
