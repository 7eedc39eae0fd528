def swallow():                          #@swallow
    try:
        raise KeyError
    finally:
        return 1                        #@swallowed


def in_loop():                          #@in_loop
    for i in 1, 2:
        try:
            continue
        finally:
            step()
    return i                            #@in_loop_return


def step():                             #@step
    pass                                #@step_pass


def nested():                           #@nested
    try:
        try:
            raise KeyError
        finally:
            step()
    except KeyError:
        step()
    else:
        return 1
    finally:
        step()
    return 2                            #@nested_return


swallow()
in_loop()
nested()                                #@last
