async def numbers():                    #@numbers
    try:
        yield 1                         #@first
    except KeyError:
        yield 2                         #@second
    except GeneratorExit:
        raise                           #@raise
    return                              #@return


def send(awaitable):                    #@send
    try:
        awaitable.send(None)
    except (StopIteration, StopAsyncIteration):
        pass                            #@pass


async def drop():                       #@drop
    g = numbers()
    await g.__anext__()
    await g.aclose()                    #@aclose


heard = numbers()
send(heard.__anext__())
send(heard.athrow(KeyError))
send(heard.asend(4))
send(heard.__anext__())
send(drop())                            #@last
