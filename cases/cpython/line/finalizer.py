class Thing:                            #@class
    def __del__(self):                  #@del
        x = 1                           #@one
        self.x = x                      #@two


def drop():                             #@drop
    thing = Thing()                     #@make
    thing = None                        #@none
    return thing                        #@return


drop()                                  #@call
thing = Thing()                         #@thing
del thing                               #@gone
