# Other programs by vfork, posix_spawn and exec: none of them has the window, all of them end as they should.
import os
import subprocess
import sys


def step():
    pass


step()
for _ in range(3):
    done = subprocess.run([sys.executable, "-S", "-c", "def step(): pass\nstep(); print('hi')"], capture_output=True)
    assert done.stdout == b"hi\n", done
    step()
assert os.waitpid(os.posix_spawn("/bin/true", ["true"], {}), 0)[1] == 0
assert os.waitpid(os.posix_spawn("/bin/sh", ["sh", "-c", "kill -9 $$"], {}), 0)[1] == 9
child = os.fork()
if child == 0:
    step()
    os.execv(sys.executable, [sys.executable, "-S", "-c", "def step(): pass\nstep()"])
assert os.waitpid(child, 0)[1] == 0
step()
print("spawn ok")
