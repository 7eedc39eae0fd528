import sys                              #@sys


def profiler(frame, event, argument):   #@profiler
    return None                         #@profiled


def work():                             #@work
    one = 1                             #@one
    return one                          #@worked


sys.setprofile(profiler)                #@set
work()                                  #@call
sys.setprofile(None)                    #@last
