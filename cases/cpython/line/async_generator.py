async def numbers(n):                   #@numbers
    while n:                            #@while
        yield n                         #@yield
        n -= 1                          #@minus


async def total():                      #@total
    result = 0                          #@zero
    async for n in numbers(2):          #@for
        result += n                     #@add
    return result                       #@return


coroutine = total()                     #@make
try:                                    #@try
    coroutine.send(None)                #@send
except StopIteration:                   #@except
    pass                                #@last
