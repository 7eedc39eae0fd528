def function(a: int, b: "str" = 1) -> None:         #@function
    c: int = 2
    return c                            #@function_return


class Class:                            #@class
    attribute: int = 1                  #@attribute


function(1)
Class.__annotations__                     #@last
