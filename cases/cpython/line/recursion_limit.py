import sys                              #@import


def dive(level):                        #@dive
    level += 1                          #@plus
    dive(level)                         #@deeper


def measure():                          #@measure
    try:                                #@try
        dive(0)                         #@first
    except RecursionError:              #@except
        return 1                        #@return


space = {"frame": sys._getframe(), "depth": 0}      #@space
exec("while frame: depth += 1; frame = frame.f_back", space)        #@exec
sys.setrecursionlimit(space["depth"] + 20)          #@limit
measure()                               #@call
sys.setrecursionlimit(1000)             #@last
