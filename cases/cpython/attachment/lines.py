import sys                                              #@import

next_observers = getattr(sys, "next_observers", int)    #@take

one = 1                                                 #@one
next_observers()                                        #@to_two
two = 2                                                 #@two
next_observers()                                        #@to_one
one_left = 1                                            #@one_left
next_observers()                                        #@to_nobody
nobody = 0
nobody += 1
next_observers()
one_again = 1                                           #@one_again
next_observers()                                        #@to_many
many = 256                                              #@many
