def numbers():                          #@numbers
    x = 1                               #@x
    yield x                             #@first
    yield 2                             #@second


def run():                              #@run
    for n in numbers():                 #@for
        n += 1                          #@body
    return n                            #@return


run()                                   #@last
