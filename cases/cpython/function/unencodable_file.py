def function():                         #@def
    return 1                            #@return


def call():                             #@call
    try:
        return function()               #@fine
    except SystemError:
        return None                     #@error


function.__code__ = function.__code__.replace(co_filename="\udc80")
call()                                  #@last
