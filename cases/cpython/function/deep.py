import sys


def down(n):                            #@down
    return n and down(n - 1)            #@deeper


sys.setrecursionlimit(3000)
down(1500)                              #@last
