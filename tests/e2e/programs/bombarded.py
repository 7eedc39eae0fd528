# Another process sends 200 SIGTRAPs, most of them while this one stands at a marker, and waits for each to be handled.
import mmap
import os
import signal

handled = mmap.mmap(-1, 4)


def on_trap(number, frame):
    handled[0] += 1


def step():
    pass


signal.signal(signal.SIGTRAP, on_trap)
count = 0
child = os.fork()
if child == 0:
    for number in range(200):
        os.kill(os.getppid(), signal.SIGTRAP)
        while handled[0] == number:
            pass
    os._exit(0)
while handled[0] < 200:
    step()
    count += 1
assert os.waitpid(child, 0)[1] == 0
print("steps", count)
