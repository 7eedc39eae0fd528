import _weakref


class Thing:                            #@class
    __slots__ = ("__weakref__",)        #@slots


def gone(reference):                    #@gone
    return None                         #@went


def drop():                             #@drop
    thing = Thing()
    reference = _weakref.ref(thing, gone)
    thing = None
    return reference                    #@dropped


def replace(match):                     #@replace
    return "b"                          #@replaced


def feed():                             #@feed
    return next(numbers, None)          #@fed


numbers = iter((1, 2))
drop()
list(iter(feed, None))
dict.fromkeys(map(replace, "ab"))
"%(a)s" % type("Map", (dict,), {"__missing__": lambda self, key: key})()      #@missing
