def check(x):                           #@check
    if x:
        raise KeyError                  #@raise
    return x                            #@fine


def run():                              #@run
    values = [check(x) for x in (0, 1, 2)]          #@list
    return values


def inside():                           #@inside
    functions = [lambda: x for x in (1, 2)]         #@functions
    return functions[0]()               #@inside_return


try:
    run()
except KeyError:
    pass
inside()                                #@last
