def run():                              #@run
    n = 3                               #@three
    while n:                            #@while
        n -= 1                          #@minus
        if n == 2:                      #@two
            n = 2                       #@same
        elif n == 0:                    #@zero
            break                       #@break
    else:
        n = 7
    while n:                            #@never
        n = 8
    while n < 2:                        #@again
        n += 1                          #@plus
    else:
        n = 0                           #@else
    return n                            #@return


run()                                   #@call
