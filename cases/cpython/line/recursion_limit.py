import sys                              #@import


def dive(levels):                       #@dive
    levels.append(1)                    #@append
    dive(levels)                        #@deeper


def measure(levels):                    #@measure
    try:                                #@try
        dive(levels)                    #@first
    except RecursionError:              #@except
        levels = len(levels)            #@count
    return levels                       #@return


space = {"frame": sys._getframe(), "depth": 0}      #@space
exec("while frame: depth += 1; frame = frame.f_back", space)        #@exec
sys.setrecursionlimit(space["depth"] + 20)          #@limit
measure([])                             #@call
sys.setrecursionlimit(1000)             #@last
