def inner():                            #@inner
    try:                                #@try
        yield 1                         #@yield
    except KeyError:                    #@except
        return 2                        #@inner_return


def outer():                            #@outer
    result = yield from inner()         #@from
    return result                       #@outer_return


g = outer()                             #@make
next(g)                                 #@next
try:                                    #@main_try
    g.throw(KeyError)                   #@throw
except StopIteration:                   #@main_except
    pass                                #@last
