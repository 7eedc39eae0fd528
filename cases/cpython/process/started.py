import subprocess
import sys


def work():                             #@work
    return 1                            #@worked


work()
subprocess.run([sys.executable, "-I", "-S", __file__.replace("started", "another_program")], check=True)
work()                                  #@last
