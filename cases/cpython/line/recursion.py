def down(n):                            #@down
    if n:                               #@if
        down(n - 1)                     #@deeper
    return n                            #@return


down(3)                                 #@last
