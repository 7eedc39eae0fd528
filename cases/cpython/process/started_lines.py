import subprocess                       #@import
import sys                              #@import_sys

arguments = [sys.executable, "-I", "-S", __file__.replace("started_lines", "another_program")]      #@arguments
subprocess.run(arguments, check=True)   #@last
