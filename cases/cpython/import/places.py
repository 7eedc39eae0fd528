import gc
import importlib.machinery
import os
import signal
import sys

gc.disable()


class Place:
    """Finds and loads every module of one place, with nothing in it."""

    def find_spec(self, name, path=None, target=None):
        return importlib.machinery.ModuleSpec(name, self) if name.startswith("place_") else None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        pass


def nested():
    def inner():
        import place_nested
    inner()


def generator():
    import place_generator
    yield


def deep(level):
    if level:
        return deep(level - 1)
    import place_deep


async def coroutine():
    import place_coroutine


async def asynchronous():
    import place_asynchronous
    yield


def run(awaitable):
    try:
        awaitable.send(None)
    except StopIteration:
        pass


def finalise(self):
    import place_finaliser


def trace(frame, event, argument):
    sys.settrace(None)
    import place_trace


def profile(frame, event, argument):
    pass


def handler(number, frame):
    import place_signal


sys.meta_path.insert(0, Place())


class Body:
    import place_class


(lambda: __import__("place_lambda"))()
[__import__(name) for name in ("place_comprehension",)]
nested()
next(generator())
deep(600)
run(coroutine())
run(asynchronous().asend(None))
type("Final", (), {"__del__": finalise})()
sys.settrace(trace)
deep(0)
sys.setprofile(profile)
import place_profiled
sys.setprofile(None)
sys.settrace(profile)
import place_traced
sys.settrace(None)
signal.signal(signal.SIGUSR1, handler)
os.kill(os.getpid(), signal.SIGUSR1)
try:
    raise ValueError
except ValueError:
    import place_handler
exec("import place_string")
held = type("Held", (), {"__del__": lambda self: __import__("place_collected")})()
held.itself = held
del held
gc.collect()
