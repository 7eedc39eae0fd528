def inner(value):               #@inner_def
    value += 1                  #@inc
    return value                #@inner_return


def outer():                    #@outer_def
    first = inner(1)            #@first
    return inner(first)         #@second


outer()                         #@call
