import atexit
import sys


def leaving():
    sys.audit("leaving.function", 1)


def final(self, audit=sys.audit):
    audit("leaving.finaliser")


last = type("Final", (), {"__del__": final})()
atexit.register(leaving)
sys.audit("leaving.program")
