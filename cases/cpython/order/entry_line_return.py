def add(a, b):                      #@add
    total = a + b                   #@total
    return total                    #@return


add(1, 2)                           #@call
