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
def generator(word):
    audit("probetap." + word, 1), collect(1), load("probetap_%s_1" % word)
    try:
        yield 1
        audit("probetap." + word, 1, 2), collect(1), load("probetap_%s_2" % word)
    except KeyError:
        audit("probetap.thrown"), collect(1), load("probetap_thrown")
        yield 2
    except GeneratorExit:
        audit("probetap.closed"), collect(1), load("probetap_closed")
        raise


def outer(word):
    audit("probetap.outer"), collect(0), load("probetap_outer")
    yield from generator(word)
    audit("probetap.outer", 1), collect(0), load("probetap_outer_end")


async def numbers():
    audit("probetap.async"), collect(1), load("probetap_async")
    yield 1
    audit("probetap.async", 1), collect(1), load("probetap_async_2")
    yield 2


async def inner():
    audit("probetap.coroutine"), collect(1), load("probetap_coroutine")
    async for number in numbers():
        audit("probetap.for", number), collect(0), load("probetap_for_%d" % number)
    return [(audit("probetap.asynccomp"), collect(0), load("probetap_asynccomp_%d" % n)) async for n in numbers()]


async def main():
    await inner()
    audit("probetap.main"), collect(1), load("probetap_main")


list(generator("generator"))
list(outer("from"))
heard = generator("throw")
next(heard)
heard.throw(KeyError)
heard.close()
heard = generator("close")
next(heard)
heard.close()
list((audit("probetap.genexpr"), collect(0), load("probetap_genexpr_%d" % i)) for i in range(2))
coroutine = main()
try:
    coroutine.send(None)
except StopIteration:
    pass
