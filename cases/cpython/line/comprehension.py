def run(items):                         #@run
    a = [i for i in items]              #@single
    b = sum(i for i in items)           #@genexpr
    return a, b                         #@return


run((1, 2))                             #@last
