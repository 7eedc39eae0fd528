import sys


def give(value):                        #@give
    return value                        #@given


exec("""
def generator():
    yield

async def coroutine():
    yield

async def awaitable():
    pass
""")
waiting = awaitable()
Holder = type("Holder", (), {"give": give})
values = [None, NotImplemented, Ellipsis, True, False, 0, 1, -1, 2 ** 100, 0.5, 1j, "", "text", b"", b"bytes", (), (1,), [], [1], {}, {1: 2}, set(), {1},
          generator(), coroutine(), waiting, give, len, sys, sys.exit, [].append, object, object(), type, KeyError(), KeyError, Holder().give, range(3), slice(1), property()]
for value in values:
    give(value)
waiting.close()
print(len(values))                      #@last
