# Leaves a process behind, in another session, that nobody waits for.
import os
import time


def step():
    pass


here, there = os.pipe()
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        step()
        os.write(there, b".")
        time.sleep(1000)
    os._exit(0)
os.wait()
assert os.read(here, 1) == b"."
step()
print("daemon ok")
