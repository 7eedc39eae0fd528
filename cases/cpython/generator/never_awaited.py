async def never():                      #@never
    return 1


async def raises():                     #@raises
    raise KeyError                      #@raise


coroutine = never()
coroutine.close()
coroutine = raises()
try:
    coroutine.send(None)
except KeyError:
    pass                                #@last
