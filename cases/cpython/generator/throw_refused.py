import sys


def numbers():
    yield 1


def down(more):                         #@down
    if not more:
        heard.throw(KeyError)           #@refused
    return down(more[1:])               #@deeper


def start():                            #@start
    try:
        down("m" * 20)
    except RecursionError:
        return 1                        #@caught


heard = numbers()
heard.send(None)
next_observers = getattr(sys, "next_observers", int)
depth = 0
frame = sys._getframe()
while frame:
    depth += 1
    frame = frame.f_back
next_observers()
sys.setrecursionlimit(depth + 22)
start()
sys.setrecursionlimit(1000)             #@last
