async def numbers(n):                   #@numbers
    for i in range(n):                  #@for
        yield i                         #@yield


async def loop():                       #@loop
    total = 0
    async for i in numbers(2):
        total += i
    values = [i async for i in numbers(1)]          #@listcomp
    return total, values                #@return


coroutine = loop()
try:
    coroutine.send(None)
except StopIteration:
    pass                                #@last
