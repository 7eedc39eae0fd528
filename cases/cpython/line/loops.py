def run():                      #@run
    total = 0                   #@zero
    for i in (1, 2):            #@for
        total += i              #@add
    while total > 2:            #@while
        total -= 1              #@subtract
    return total                #@return


run()                           #@call
