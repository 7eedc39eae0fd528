import sys

next_observers = getattr(sys, "next_observers", int)


def one(): pass         #@one


def two(): pass         #@two


def one_left(): pass    #@one_left


def leaves():           #@leaves
    next_observers()


def nobody(): pass


def joins():
    nobody()
    next_observers()    #@joins_last


def one_again(): pass   #@one_again


def many(): pass        #@many


one()
next_observers()
two()
next_observers()
one_left()
leaves()
nobody()
joins()
one_again()
next_observers()
many()                  #@last
