# What a process can see of a tracer: what becomes of an ignored or blocked SIGTRAP when a marker fires, who traces, and on
# how many processors it may run.
import os
import signal


def step():
    pass


def bit(name):
    for line in open("/proc/self/status"):
        if line.startswith(name):
            return int(line.split()[1], 16) >> signal.SIGTRAP - 1 & 1


signal.signal(signal.SIGTRAP, signal.SIG_IGN)
step()
ignored = bit("SigIgn:")
signal.signal(signal.SIGTRAP, signal.SIG_DFL)
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTRAP])
step()
traced = any(line.split() != ["TracerPid:", "0"] for line in open("/proc/self/status") if line.startswith("TracerPid:"))
print("ignored", ignored, "blocked", bit("SigBlk:"), "traced", int(traced), "processors", len(os.sched_getaffinity(0)))
