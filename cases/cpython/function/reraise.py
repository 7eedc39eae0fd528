def bare():                             #@bare
    try:
        boom()
    except KeyError:
        raise                           #@bare_raise


def other():                            #@other
    try:
        boom()
    except KeyError as error:
        raise ValueError from error     #@other_raise


def not_mine():                         #@not_mine
    try:
        boom()
    except IndexError:                  #@not_mine_except
        pass                            #@not_mine_pass


def in_handler():                       #@in_handler
    try:
        boom()
    except KeyError:
        other()                         #@in_handler_call


def boom():                             #@boom
    raise KeyError                      #@boom_raise


for call in bare, other, not_mine, in_handler:
    try:
        call()
    except (KeyError, ValueError):
        pass
call = None                             #@last
