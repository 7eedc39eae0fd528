def inner():                #@inner
    yield 1                 #@yield
    return 2                #@inner_return


def outer():                #@outer
    result = yield from inner()     #@from
    return result           #@outer_return


list(outer())               #@last
