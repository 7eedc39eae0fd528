def inner(x):                           #@inner
    return x                            #@inner_return


def outer():                            #@outer
    a = inner(1)                        #@first
    b = inner(inner(2))                 #@twice
    return sorted([b, a], key=inner)    #@sorted


class Class:                            #@class
    a = inner(4)                        #@in_class


outer()                                 #@call
exec("inner(5)\ninner(6)")              #@exec
