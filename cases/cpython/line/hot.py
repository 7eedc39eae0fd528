def add(a, b):                          #@add
    a += b                              #@plus
    return a                            #@return


class Class:                            #@class
    def method(self):                   #@method
        return 1                        #@one


def run(thing, total):                  #@run
    for i in range(300):                #@for
        total = add(total, i)           #@call
        thing.method()                  #@call_method
    return total                        #@run_return


run(Class(), 0)                         #@last
