class Manager:                          #@class
    __enter__ = lambda self: self       #@enter
    __exit__ = lambda self, *exception: True        #@exit


def run():                              #@run
    with Manager():                     #@with
        x = 1                           #@body
    with Manager():                     #@again
        raise KeyError                  #@raise
    return x                            #@return


run()                                   #@last
