class Pause:                    #@class
    __slots__ = ()
    __await__ = lambda self: iter([1])  #@lambda


async def sleeper():            #@sleeper
    await Pause()               #@await
    return 1                    #@sleeper_return


async def main():               #@main
    return await sleeper()      #@main_return


coroutine = main()
coroutine.send(None)
try:
    coroutine.send(None)
except StopIteration:
    pass                        #@last
