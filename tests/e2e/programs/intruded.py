# Has another tracer come to itself: COMMAND stay|leave OBJECT
import os
import subprocess
import sys


def step():
    pass


step()
command, what, target = sys.argv[1:]
subprocess.run([command, what, str(os.getpid()), target], check=True)
step()
