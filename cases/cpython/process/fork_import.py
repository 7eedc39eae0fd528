import os
import sys


def work(name):
    sys.audit("probetap.before", name)
    try:
        __import__("probetap_" + name)
    except ImportError:
        pass
    sys.audit("probetap.after", name, name)


work("parent")
child = os.fork()
if child == 0:
    work("child")
    os._exit(0)
os.waitpid(child, 0)
work("parent")
