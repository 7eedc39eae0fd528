async def inner(n):                     #@inner
    n += 1                              #@plus
    return n                            #@inner_return


async def main():                       #@main
    a = await inner(1)                  #@await
    try:                                #@inner_try
        await inner(a)                  #@again
    finally:
        a = 0                           #@finally
    return a                            #@main_return


coroutine = main()                      #@make
try:                                    #@try
    coroutine.send(None)                #@send
except StopIteration:                   #@except
    pass                                #@last
