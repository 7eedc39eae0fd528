import gc
import sys


class Finder:
    def find_spec(name, path, target=None):
        if name.startswith("probetap_"):
            return type(sys.__spec__)(name, Finder)

    def create_module(spec):
        return None

    def exec_module(module):
        pass


audit, collect, load = sys.audit, gc.collect, __import__
sys.meta_path.insert(0, Finder)
gc.disable()
collect()

# In each place an audit event, a collection and an import, straight from its frame.
(lambda: (audit("probetap.lambda"), collect(1), load("probetap_lambda")))()
[(audit("probetap.comprehension", i), collect(0), load("probetap_comprehension_%d" % i)) for i in range(2)]


class Body:
    audit("probetap.class")
    collect(1)
    load("probetap_class")

    def __init__(self, *arguments, **keywords):
        audit("probetap.init")
        collect(1)
        load("probetap_init")

    def __call__(self, *arguments):
        audit("probetap.call")
        collect(1)
        load("probetap_call")

    @property
    def value(self):
        audit("probetap.property")
        collect(1)
        load("probetap_property")

    def __del__(self):
        audit("probetap.del")
        collect(1)
        load("probetap_del")


class Derived(Body):
    def __init__(self, *arguments):
        super().__init__(*arguments, **{"key": arguments})
        audit("probetap.super")
        collect(0)
        load("probetap_super")


def decorator(function):
    audit("probetap.decorator")
    collect(0)
    load("probetap_decorator")
    return function


def make(word):
    @decorator
    def closure(item):
        audit("probetap." + word)
        collect(0)
        load("probetap_" + word + str(item))
        return item

    return closure


thing = Derived(*(1, 2))
thing.value
thing(*[])
del thing
sorted([2, 1], key=make("sort"))
list(map(make("map"), [3]))
exec(compile("audit('probetap.exec'), collect(1), load('probetap_exec')", "<places>", "exec"))


def recurse(depth):
    if depth:
        recurse(depth - 1)
    audit("probetap.recursion", depth)
    collect(0)
    load("probetap_recursion_%d" % depth)


recurse(2)
try:
    raise KeyError
except KeyError:
    audit("probetap.handler"), collect(1), load("probetap_handler")
finally:
    audit("probetap.finally"), collect(1), load("probetap_finally")
