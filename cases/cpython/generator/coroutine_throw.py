from types import coroutine


def pause():                            #@pause
    yield 1                             #@yield


async def inner():                      #@inner
    try:
        await pause()                   #@await
    except KeyError:
        await pause()                   #@again
    except GeneratorExit:
        raise                           #@raise


async def outer():                      #@outer
    return await inner()                #@outer_await


def run():                              #@run
    heard = outer()
    heard.send(None)
    heard.throw(KeyError)
    heard.close()
    closed = outer()
    closed.send(None)
    closed.close()
    return 1                            #@return


pause = coroutine(pause)
run()                                   #@last
