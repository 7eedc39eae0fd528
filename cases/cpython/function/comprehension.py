def keep(x):                            #@keep
    return x > 1                        #@kept


def run(items):                         #@run
    listed = [x for x in items if keep(x)]          #@list
    unique = {x for x in items}         #@set
    mapped = {x: keep(x) for x in items}            #@dict
    nested = [[y for y in items] for x in items]    #@nested
    return listed, unique, mapped, nested           #@return


run((1, 2))                             #@call
