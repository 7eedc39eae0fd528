def counter(start):                     #@counter
    count = start                       #@start

    def up(by):                         #@up
        nonlocal count
        count += by                     #@add
        return lambda: (                #@lambda
            count)                      #@free

    return up                           #@return


up = counter(1)                         #@make
up(1)()                                 #@call
up(2)()                                 #@last
