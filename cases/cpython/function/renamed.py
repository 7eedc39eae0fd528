def make(name):                         #@make
    def function():                     #@function
        return 1                        #@one

    function.__code__ = function.__code__.replace(co_name=name)
    return function()                   #@made


for number in range(60):
    make("".join(["made", str(number % 3)]))  # nothing is left of the name after each turn
number = None                           #@last
