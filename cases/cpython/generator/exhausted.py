def one():                              #@def
    yield 1                             #@yield


g = one()
next(g)
for _ in range(3):
    try:
        next(g)
    except StopIteration:
        pass
g = one()
try:
    g.send(1)                           # refused: nothing waits for a value yet
except TypeError:
    pass
list(g)                                 #@last
