def double(x):                          #@double
    return x * 2                        #@doubled


def run():                              #@run
    total = sum(double(x) for x in (1, 2))          #@sum
    pairs = ((x, y) for x in (1, 2) for y in (3, 4) if x != y)      #@pairs
    return total, list(pairs)            #@return


run()                                   #@last
