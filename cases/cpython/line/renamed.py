def make(name):                         #@make
    def function():                     #@function
        return 1                        #@one

    function.__code__ = function.__code__.replace(co_name=name)  #@replace
    return function()                   #@made


class Holder:                           #@class
    def __private(self):                #@private
        return 1                        #@hidden

    def use(self):                      #@use
        return self.__private()         #@used


number = 0                              #@zero
while number < 60:                      #@while
    make("".join(["made", str(number % 3)]))  #@call
    number += 1                         #@add
Holder().use()                          #@last
