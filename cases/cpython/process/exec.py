import os
import sys


def leave():                            #@leave
    os.execv(sys.executable, [sys.executable, "-I", "-S", __file__.replace("exec.py", "another_program.py")])


leave()
