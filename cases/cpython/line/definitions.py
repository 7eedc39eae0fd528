def decorate(f):                        #@decorate
    return f                            #@same


class Class:                            #@class
    """A text."""                       #@text
    attribute = 1                       #@attribute

    def method(self):                   #@method
        """Another."""
        return 1                        #@one


@decorate                               #@decorator
def function(a=1):                      #@function
    return a                            #@give


function()                              #@call
Class().method()                        #@last
