import sys


def trace(frame, event, argument):
    return None


def work():
    sys.audit("probetap.traced", 1)


sys.settrace(trace)
work()
sys.settrace(None)
sys.setprofile(trace)
work()
sys.setprofile(None)
work()
