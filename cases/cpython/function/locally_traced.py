import sys


def work():                             #@work
    return 1                            #@work_return


def tracer(frame, event, argument):     #@tracer
    return tracer                       #@traced


sys.settrace(tracer)
work()
sys.settrace(None)
work()                                  #@last
