import _thread                          #@thread


def leave(values):                      #@leave
    for value in values:                #@for
        try:                            #@try
            if value:                   #@if
                break                   #@break
        except KeyError:
            value = 0
    for value in values:                #@second
        break                           #@plain_break
    while values:                       #@while
        if not value:                   #@value
            pass                        #@pass
        else:
            value = 0
        values = ()                     #@clear
    return value                        #@left


def hold(lock):                         #@hold
    with (                              #@with
        lock                            #@lock
    ):
        held = 1                        #@held
    return held                         #@free


leave((0, 1))                           #@call_leave
hold(_thread.allocate_lock())           #@last
