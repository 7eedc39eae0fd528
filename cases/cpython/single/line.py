import gc                               #@gc
import sys                              #@sys

audit = getattr(sys, "audit", len)      #@audit


def inner():                            #@inner
    audit("single.inner")               #@audited
    return gc.collect(1)                #@collect


def outer():                            #@outer
    inner()                             #@first
    import leaf                         #@import
    return inner()                      #@second


gc.disable()                            #@disable
outer()                                 #@call
