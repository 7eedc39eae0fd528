import sys
import types

next_observers = getattr(sys, "next_observers", int)


def numbers():
    try:
        yield 1                 #@first
    except KeyError:
        yield 2                 #@second
    except GeneratorExit:
        return                  #@closed


def plain():
    yield 1                     #@plain


def steps():
    yield 1                     #@before
    yield 2                     #@after


async def task():
    try:
        await pause()           #@await
    except KeyError:
        return 2                #@woken


pause = types.coroutine(plain)
heard, closed, left, woken, sent = numbers(), numbers(), plain(), task(), steps()
alone, again = numbers(), numbers()
for one in heard, closed, left, woken, sent, alone, again:
    one.send(None)
next_observers()
heard.throw(KeyError)
closed.close()
try:
    left.throw(ValueError)
except ValueError:
    pass
try:
    woken.throw(KeyError)
except StopIteration:
    pass
heard.close()
sent.send(None)
next_observers()
alone.throw(KeyError)
next_observers()
again.throw(KeyError)
print(1)                        #@last
