import sys                                              #@import

next_observers = getattr(sys, "next_observers", int)    #@take
sys.setprofile("".format)                               #@profile
one = 1                                                 #@one
next_observers()                                        #@to_nobody
nobody = 0
nobody += 1
next_observers()
again = 1                                               #@again
sys.setprofile(None)                                    #@last
