def function[T](a: T) -> T:             #@function
    return a                            #@return


class Class[T]:                         #@class
    attribute = 1                       #@attribute


type Alias = list[Class]                #@alias

function(1)
Alias.__value__                         #@last
