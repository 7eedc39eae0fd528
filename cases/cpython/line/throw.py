def listener():                         #@listener
    try:                                #@try
        yield 1                         #@first
    except ValueError:                  #@except
        yield 2                         #@second


def outer():                            #@outer
    yield from listener()               #@from


for make in listener, outer:            #@for
    heard = make()                      #@make
    next(heard)                         #@next
    heard.throw(ValueError)             #@throw
    try:                                #@main_try
        heard.throw(KeyError)           #@throw_again
    except KeyError:                    #@main_except
        pass                            #@pass
