import sys


def leave():                            #@leave
    sys.exit(3)                         #@exit


def outer():                            #@outer
    leave()                             #@call


outer()                                 #@last
