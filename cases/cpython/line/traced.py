import sys                              #@import


def tracer(frame, event, argument):     #@tracer
    return tracer                       #@tracer_return


def work():                             #@work
    x = 1                               #@x
    return x                            #@return


sys.settrace(tracer)                    #@set
work()                                  #@call
sys.settrace(None)                      #@reset
work()                                  #@last
