import gc                               #@import
import sys                              #@import_sys


def work(n):                            #@work
    if n:                               #@if
        work(n - 1)                     #@again
    else:
        import everything_module        #@import_module
        cycle = []                      #@cycle
        cycle.append(cycle)             #@tie
        cycle = everything_module.speak("called")       #@speak_called
        gc.collect(1)                   #@collect
    return n                            #@work_return


gc.disable()                            #@disable
gc.collect()                            #@collect_all
work(1)                                 #@last
