def add(a, b=1, c=2):                   #@add
    return (a                           #@first
            + b                         #@second
            + c)                        #@third


numbers = [                             #@list
    add(1),                             #@one
    add(                                #@two
        2,                              #@two_argument
    ),
]
total = add(1,                          #@call
            add(2,                      #@inner
                3),                     #@argument
            4)                          #@outer_argument
