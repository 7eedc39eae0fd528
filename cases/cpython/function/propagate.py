def first():                            #@first
    second(                             #@call_second
        0)                              #@argument


def second(x):                          #@second
    for _ in range(3):
        third(x)                        #@call_third


def third(x):                           #@third
    if not x:
        return 1 / x                    #@divide


try:
    first()
except ZeroDivisionError:
    pass                                #@last
