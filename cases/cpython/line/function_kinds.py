import signal                                   #@signal


def keyword_only(*, one):                       #@keyword_only
    return one                                  #@by_keyword


def positional_only(one, /):                    #@positional_only
    return one                                  #@by_position


def arguments(a, b, c, d, e, f, g, h, i):       #@arguments
    return a                                    #@first


def variables():                                #@variables
    a = b = c = d = e = f = g = h = i = 1       #@nine
    return a                                    #@one_of_nine


def large(a):                                   #@large
    a = (a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a)  #@one
    a = (a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a)  #@two
    a = (a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a)  #@three
    a = (a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a)  #@four
    a = (a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a)  #@five
    a = (a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a)  #@six
    return len(a)                               #@length


def _hidden():                                  #@hidden
    return 1                                    #@shown


def handler(number, frame):                     #@handler
    return None                                 #@handled


class Made:                                     #@class
    def __new__(cls):                           #@new
        return object.__new__(cls)              #@made

    def __init__(self):                         #@init
        self.made = True                        #@initialised


signal.signal(signal.SIGUSR1, handler)          #@set
keyword_only(one=1)                             #@k
positional_only(1)                              #@p
arguments(1, 2, 3, 4, 5, 6, 7, 8, 9)            #@a
variables()                                     #@v
large(1)                                        #@l
_hidden()                                       #@h
Made()                                          #@m
signal.raise_signal(signal.SIGUSR1)             #@raise
number = 0                                      #@last
