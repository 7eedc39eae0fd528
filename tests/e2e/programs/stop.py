# A child stops itself, is seen to be stopped, and is continued.
import os
import signal


def step():
    pass


child = os.fork()
if child == 0:
    for _ in range(5):
        step()
    os.kill(os.getpid(), signal.SIGSTOP)
    for _ in range(5):
        step()
    os._exit(7)
_, status = os.waitpid(child, os.WUNTRACED)
assert os.WIFSTOPPED(status) and os.WSTOPSIG(status) == signal.SIGSTOP, status
os.kill(child, signal.SIGCONT)
_, status = os.waitpid(child, os.WCONTINUED)
assert os.WIFCONTINUED(status), status
_, status = os.waitpid(child, 0)
assert os.WEXITSTATUS(status) == 7, status
step()
print("stop ok")
