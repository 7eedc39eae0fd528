import _signal
import gc
import posix
import sys

gc.disable()


def waste(number):
    for _ in range(number):
        cycle = []
        cycle.append(cycle)


def nested():
    def inner():
        gc.collect()
        waste(5)
        gc.collect(0)
    inner()


def generator():
    gc.collect()
    waste(6)
    gc.collect(1)
    yield


def deep(level):
    if level:
        return deep(level - 1)
    gc.collect()
    waste(7)
    return gc.collect(2)


async def coroutine():
    gc.collect()
    waste(8)
    gc.collect(0)


async def asynchronous():
    gc.collect()
    waste(9)
    gc.collect(1)
    yield


def run(awaitable):
    try:
        awaitable.send(None)
    except StopIteration:
        pass


def __del__(self):
    gc.collect()
    waste(10)
    gc.collect(2)


def trace(frame, event, argument):
    sys.settrace(None)
    gc.collect()
    waste(11)
    gc.collect(0)


def profile(frame, event, argument):
    pass


def handler(number, frame):
    gc.collect()
    waste(13)
    gc.collect(2)


gc.collect()
waste(1)
gc.collect(0)


class Body:
    gc.collect()
    waste(2)
    gc.collect(1)


gc.collect()
waste(3)
(lambda: gc.collect(2))()
gc.collect()
waste(4)
[gc.collect(generation) for generation in (0,)]
nested()
next(generator())
deep(600)
run(coroutine())
run(asynchronous().asend(None))
Final = type("Final", (), {"__del__": __del__})
Final()
sys.settrace(trace)
waste(0)
sys.setprofile(profile)
gc.collect()
waste(12)
gc.collect(1)
sys.setprofile(None)
_signal.signal(_signal.SIGUSR1, handler)
posix.kill(posix.getpid(), _signal.SIGUSR1)
try:
    raise ValueError
except ValueError:
    gc.collect()
    waste(14)
    gc.collect(0)
gc.collect()
exec("waste(15)\ngc.collect(1)")
