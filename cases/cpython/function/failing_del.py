class Noisy:                            #@class
    def __del__(self):                  #@del
        raise ValueError                #@raise


def drop():                             #@drop
    Noisy()
    return 1                            #@return


drop()                                  #@last
