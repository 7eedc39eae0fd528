"""Calls of bound methods with defaults and by keyword, and __getattribute__ in Python: in hot code, where interpreters take short ways."""


def method(self, first, second=2):      #@method
    return first                        #@first


def getattribute(self, name):           #@getattribute
    return name                         #@name


def general(call, turns):               #@general
    for _ in range(turns):
        call(1)                         # one argument less than there are
    return turns                        #@general_end


def exact(call, turns):                 #@exact
    for _ in range(turns):
        call(1, 2)
    return turns                        #@exact_end


def keyword(call, turns):               #@keyword
    for _ in range(turns):
        call(1, second=3)
    return turns                        #@keyword_end


def attribute(watched, turns):          #@attribute
    for _ in range(turns):
        watched.anything
    return turns                        #@attribute_end


Thing = type("Thing", (), {"method": method})
Watched = type("Watched", (), {"__getattribute__": getattribute})
bound = Thing().method

general(bound, 50)
exact(bound, 50)
keyword(bound, 50)
attribute(Watched(), 50)                #@last
