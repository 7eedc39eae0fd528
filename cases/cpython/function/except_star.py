def group():                            #@group
    raise ExceptionGroup("two", [KeyError(), ValueError()])     #@raise


def handle():                           #@handle
    seen = 0
    try:
        group()
    except* KeyError:
        seen += 1
    except* ValueError:
        seen += 1
    return seen                         #@return


handle()                                #@last
