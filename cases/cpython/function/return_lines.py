def implicit(x):                        #@implicit
    if x:
        x = 2                           #@implicit_last


def early(x):                           #@early
    if x:
        return 1                        #@early_return
    x = 3
    return x                            #@late_return


def loop():                             #@loop
    while True:
        for i in range(3):
            if i == 1:
                return i                #@loop_return


def from_try():                         #@from_try
    try:
        return 1                        #@try_return
    except KeyError:
        return 2


def nothing(): pass                     #@nothing


def text():
    """Only a text."""


def asserting(x):                       #@asserting
    assert x, "a text"                  #@assert
    return x                            #@asserted


implicit(1)
early(1)
early(0)
loop()
from_try()
nothing()
asserting(1)
try:
    asserting(0)
except AssertionError:
    pass                                #@last
