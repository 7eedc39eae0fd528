class Manager:                          #@class
    async def __aenter__(self):         #@aenter
        return self                     #@aentered

    async def __aexit__(self, *exception):      #@aexit
        return True                     #@aexited


async def run():                        #@run
    async with Manager():               #@with
        x = 1                           #@body
    async with Manager():               #@again
        raise KeyError                  #@raise
    return x                            #@return


coroutine = run()                       #@make
try:                                    #@try
    coroutine.send(None)                #@send
except StopIteration:                   #@except
    pass                                #@last
