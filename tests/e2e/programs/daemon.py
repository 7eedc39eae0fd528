# Leaves a process behind that nobody waits for.
import os
import time


def step():
    pass


if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        step()
        time.sleep(1000)
    os._exit(0)
os.wait()
step()
print("daemon ok")
