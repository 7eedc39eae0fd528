class Manager:                          #@class
    async def __aenter__(self):         #@aenter
        return self                     #@aentered

    async def __aexit__(self, *exception):          #@aexit
        return True                     #@aexited


async def run():                        #@run
    async with Manager():
        x = 1
    async with Manager():
        raise KeyError
    return x                            #@return


coroutine = run()
try:
    coroutine.send(None)
except StopIteration:
    pass                                #@last
