def function():                         #@def
    return 1                            #@return


def call():                             #@call
    try:                                #@try
        return function()               #@fine
    except SystemError:                 #@except
        return None                     #@error


function.__code__ = function.__code__.replace(co_filename="\udc80")     #@replace
call()                                  #@last
