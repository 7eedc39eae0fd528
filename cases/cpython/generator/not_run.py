def numbers():          #@def
    yield 1             #@one


numbers().close()
unused = numbers()
del unused
used = numbers()
list(used)
next(used, None)
used.close()            #@last
