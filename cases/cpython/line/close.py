def guarded():                          #@guarded
    try:                                #@try
        yield 1                         #@yield
    except GeneratorExit:               #@except
        print("clean")                  #@clean


def plain():                            #@plain
    yield 1                             #@plain_yield


def outer():                            #@outer
    yield from guarded()                #@from


for make in guarded, plain, outer:      #@for
    g = make()                          #@make
    next(g)                             #@next
    g.close()                           #@close
g = guarded()                           #@again
next(g)                                 #@next_again
g = None                                #@drop
