import sys                              #@sys

[                                       #@module_target
    sys.first,                          #@attribute
    second,                             #@name
] = 1, 2                                #@values


def use(one, two):                      #@use
    cell = [0]                          #@cell
    for value in (                      #@for
        one,                            #@for_one
        two,                            #@for_two
    ):
        cell[                           #@subscript
            0                           #@index
        ] = value                       #@stored
    found = (one                        #@compare
             < two)                     #@compared
    pair = (                            #@pair
        one,                            #@pair_one
        two,                            #@pair_two
    )
    pair.count(                         #@method
        1                               #@argument
    )
    found = use.__name__[               #@item
        0                               #@zero
    ]
    if (                                #@if
        found                           #@test
    ):
        pair = list(                    #@star
            *(),                        #@nothing
            **{}                        #@none
        )
    for value in (                      #@for_name
        one                             #@for_first
    ):
        found = value                   #@for_found
    found = (f"{one} and "              #@format
             f"{two}")                  #@formatted
    return (                            #@return
        found                           #@returned
    )


def step(value):                        #@step
    got = yield (                       #@yield
        value                           #@yielded
    )
    yield from (                        #@from
        got or ()                       #@got
    )


use((1,), (2,))                         #@call
g = step(1)                             #@g
g.send(None)                            #@send
next(g, None)                           #@last
