def outer(argument):                    #@outer
    local = argument + 1

    def inner():                        #@inner
        return local + argument         #@inner_return

    return inner                        #@outer_return


def counter():                          #@counter
    count = 0

    def step():                         #@step
        nonlocal count
        count += 1                      #@count

    step()
    step()                              #@second


outer(1)()
counter()                               #@last
