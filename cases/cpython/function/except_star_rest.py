def group():                            #@group
    raise ExceptionGroup("two", [KeyError(), ValueError()])     #@raise


def rest():                             #@rest
    try:
        group()                         #@call
    except* KeyError:
        pass


try:
    rest()
except ExceptionGroup:
    pass                                #@last
