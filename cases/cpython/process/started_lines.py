import os                               #@import
import sys                              #@import_sys

program = __file__.replace("started_lines", "another_program")      #@program
os.spawnv(os.P_WAIT, sys.executable, [sys.executable, "-I", "-S", program])         #@last
