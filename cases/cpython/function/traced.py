import sys


def work():                     #@work
    return 1                    #@work_return


def tracer(frame, event, argument):     #@tracer
    return None                 #@tracer_return


sys.settrace(tracer)
work()
sys.settrace(None)
sys.setprofile(tracer)
work()
sys.setprofile(None)
work()                          #@last
