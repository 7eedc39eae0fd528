# A timer at 500 Hz, own signals, and what their senders put into them.
import os
import signal

seen = {"alarm": 0, "user": 0}


def on_alarm(number, frame):
    seen["alarm"] += 1


def on_user(number, frame):
    seen["user"] += 1


def step():
    pass


signal.signal(signal.SIGALRM, on_alarm)
signal.signal(signal.SIGUSR1, on_user)
signal.setitimer(signal.ITIMER_REAL, 0.002, 0.002)
for _ in range(500):
    step()
for _ in range(50):
    os.kill(os.getpid(), signal.SIGUSR1)
while seen["alarm"] == 0:
    pass
signal.setitimer(signal.ITIMER_REAL, 0)
assert seen["user"] == 50, seen
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR2])
os.kill(os.getpid(), signal.SIGUSR2)
info = signal.sigwaitinfo([signal.SIGUSR2])
assert (info.si_pid, info.si_uid) == (os.getpid(), os.getuid()), info
print("signals ok")
