# A program that handles SIGTRAP itself gets its own, and only these.
import os
import signal

traps = []


def step():
    pass


signal.signal(signal.SIGTRAP, lambda number, frame: traps.append(number))
for _ in range(5):
    step()
    os.kill(os.getpid(), signal.SIGTRAP)
    step()
assert len(traps) == 5, traps
print("trap ok")
