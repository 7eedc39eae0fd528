def boom(x):                            #@boom
    x += 1                              #@plus
    raise KeyError                      #@raise


def middle():                           #@middle
    boom(1)                             #@call


def outer():                            #@outer
    try:                                #@try
        middle()                        #@call_middle
    except KeyError:                    #@except
        return 2                        #@handler


outer()                                 #@last
