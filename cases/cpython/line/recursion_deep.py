import sys                              #@sys


def deep(number):                       #@deep
    if number:                          #@if
        return deep(number - 1)         #@call
    return 0                            #@end


sys.setrecursionlimit(5000)             #@limit
deep(1200)                              #@first
deep(0)                                 #@last
