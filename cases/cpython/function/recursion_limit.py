import sys


def down(depth):                        #@down
    return down(depth + 1)              #@deeper


def start():                            #@start
    try:
        down(0)
    except RecursionError:
        return 1                        #@caught


depth = 0
frame = sys._getframe()
while frame:
    depth += 1
    frame = frame.f_back
sys.setrecursionlimit(depth + 22)
start()
sys.setrecursionlimit(1000)             #@last
