def work(values):               #@def
    total = 0                   #@zero
    for value in values:        #@for
        if value > 1:           #@if
            total += value      #@add
        else:
            continue            #@continue
    while total > 4:            #@while
        total -= 1              #@minus
        break                   #@break
    try:                        #@try
        raise KeyError          #@raise
    except KeyError:            #@except
        total = -total          #@negate
    finally:
        total += 1              #@finally
    return total                #@return


work([1, 2, 3])                 #@call
