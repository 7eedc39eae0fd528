def inner():                            #@inner
    raise RuntimeError("as the case says")          #@raise


def outer():                            #@outer
    inner()                             #@call


outer()                                 #@last
