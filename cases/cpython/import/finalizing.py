import os
import sys


class Late:
    def __del__(self):
        try:
            import late_module
        except ImportError:
            pass


child = os.fork()
if child == 0:
    sys.late = Late()
    raise SystemExit
os.waitpid(child, 0)
