async def numbers(n):                   #@numbers
    for i in range(n):
        yield i                         #@yield
    i = None                            #@done


def double(x):                          #@double
    return x * 2                        #@doubled


async def collect():                    #@collect
    a = [double(x) async for x in numbers(1)]       #@list
    b = {x: 1 async for x in numbers(2)}            #@dict
    c = (double(x) async for x in numbers(1))       #@generator
    async for x in c:
        b[x] = a
    return b                            #@return


coroutine = collect()
try:
    coroutine.send(None)
except StopIteration:
    pass                                #@last
