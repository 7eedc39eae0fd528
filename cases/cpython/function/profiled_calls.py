"""What a profiler in C watches: the calls in watched code take other ways."""
import itertools
import sys


def callee(first, second=2):            #@callee
    return first                        #@first


def calls(words, turns):                #@calls
    for _ in range(turns):
        callee(1)
        callee(1, second=3)
        callee(*words)
        callee(**{"first": 4})
    return turns                        #@calls_end


sys.setprofile(itertools.chain)         # takes any three arguments, and does nothing with them
calls((1, 2), 20)
sys.setprofile(None)
calls((1, 2), 1)                        #@last
