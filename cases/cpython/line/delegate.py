def inner():                            #@inner
    a = 1                               #@a
    yield a                             #@yield
    return 2                            #@inner_return


def outer():                            #@outer
    b = yield from inner()              #@from
    yield b                             #@outer_yield
    b = 3                               #@outer_last


for value in outer():                   #@for
    print(value)                        #@body
print(value)                            #@last
