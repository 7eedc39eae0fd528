async def numbers(n):                   #@numbers
    while n:                            #@while
        yield n                         #@yield
        n -= 1                          #@minus


async def collect():                    #@collect
    a = [n async for n in numbers(2)]   #@list
    b = {n: 1 async for n in numbers(1)}    #@dict
    c = [n                              #@several
         async for n in numbers(2)      #@over
         if n > 1]                      #@if
    return a, b, c                      #@return


coroutine = collect()                   #@make
try:                                    #@try
    coroutine.send(None)                #@send
except StopIteration:                   #@except
    pass                                #@last
