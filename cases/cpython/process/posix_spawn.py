import os
import sys


def work():                             #@work
    return 1                            #@worked


work()
arguments = [sys.executable, "-I", "-S", __file__.replace("posix_spawn", "another_program")]
child = os.posix_spawn(sys.executable, arguments, os.environ)
os.waitpid(child, 0)
work()                                  #@last
