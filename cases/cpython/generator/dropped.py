def plain():                            #@plain
    yield 1                             #@plain_one


def guarded():                          #@guarded
    try:
        yield 1                         #@guarded_one
    finally:
        clean()                         #@call_clean


def clean():                            #@clean
    pass                                #@cleaned


def run(function):                      #@run
    g = function()
    next(g)
    g = None                            #@drop


run(plain)
run(guarded)                            #@last
