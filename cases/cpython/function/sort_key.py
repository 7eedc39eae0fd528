import functools


def key(x):                             #@key
    return -x                           #@negative


def compare(a, b):                      #@compare
    return a - b                        #@difference


def add(a, b):                          #@add
    return a + b                        #@sum


sorted([1, 2], key=key)
[3, 4].sort(key=key)
max(5, 6, key=key)
sorted([7, 8], key=functools.cmp_to_key(compare))
functools.reduce(add, [1, 2, 3])
list(map(key, (1, 2)))
list(filter(key, (3, 0)))
functools.partial(add, 1)(2)            #@last
