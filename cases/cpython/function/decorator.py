def plain(function):                    #@plain
    return function                     #@same


def named(name):                        #@named
    return plain                        #@give_plain


@plain                                  #@decorated
@named(
    "two"
)
def function():
    return 1                            #@one


@named("class")                         #@class
class Class:
    @plain                              #@method
    def method(self):                   #@def
        return 2                        #@two


function()
Class().method()                        #@last
