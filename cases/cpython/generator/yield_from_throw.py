def inner():                            #@inner
    try:
        yield 1                         #@one
    except KeyError:
        yield 2                         #@two


def outer():                            #@outer
    yield from inner()                  #@from


g = outer()
next(g)
g.throw(KeyError)
g.close()                               #@last
