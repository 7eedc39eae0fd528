from _functools import reduce           #@import


class Class:                            #@class
    def __lt__(self, other):            #@lt
        result = False                  #@false
        return result                   #@lt_return

    def __len__(self):                  #@len
        return 3                        #@three

    @property                           #@decorator
    def value(self):                    #@value
        return 4                        #@four


def key(item):                          #@key
    item = -item                        #@minus
    return item                         #@key_return


def add(a, b):                          #@add
    return a + b                        #@add_return


things = [Class(), Class()]             #@things
sorted([1, 2], key=key)                 #@sorted
list(map(key, [3]))                     #@map
things.sort()                           #@sort
len(things[0]) + things[0].value        #@len_value
reduce(add, [1, 2, 3])                  #@last
