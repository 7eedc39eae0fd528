import gc
import sys

gc.disable()


def hook(event, arguments):
    if event == "hooked.collect":
        gc.collect(*arguments)


def trace(frame, event, argument):
    return trace


def collect():
    gc.collect(0)


sys.addaudithook(hook)
sys.audit("hooked.collect", 1)
sys.audit("hooked.collect", 2)
sys.settrace(trace)
collect()
sys.settrace(None)
