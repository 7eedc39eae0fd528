import gc
import os
import signal
import sys

gc.disable()


def nested():
    def inner():
        sys.audit("place.nested")
    inner()


def generator():
    sys.audit("place.generator")
    yield


def deep(level):
    if level:
        return deep(level - 1)
    sys.audit("place.deep")


async def coroutine():
    sys.audit("place.coroutine")


async def asynchronous():
    sys.audit("place.asynchronous")
    yield


def run(awaitable):
    try:
        awaitable.send(None)
    except StopIteration:
        pass


def finalise(self):
    sys.audit("place.finaliser")


def trace(frame, event, argument):
    sys.settrace(None)
    sys.audit("place.trace")


def profile(frame, event, argument):
    pass


def handler(number, frame):
    sys.audit("place.signal")


sys.audit("place.module")


class Body:
    sys.audit("place.class")


(lambda: sys.audit("place.lambda"))()
[sys.audit(name) for name in ("place.comprehension",)]
nested()
next(generator())
deep(600)
run(coroutine())
run(asynchronous().asend(None))
type("Final", (), {"__del__": finalise})()
sys.settrace(trace)
deep(0)
sys.setprofile(profile)
sys.audit("place.profiled")
sys.setprofile(None)
signal.signal(signal.SIGUSR1, handler)
os.kill(os.getpid(), signal.SIGUSR1)
try:
    raise ValueError
except ValueError:
    sys.audit("place.handler")
exec('sys.audit("place.string")')
held = type("Held", (), {"__del__": lambda self: sys.audit("place.collected")})()
held.itself = held
del held
gc.collect()
