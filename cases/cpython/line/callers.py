def helper(one):                        #@helper
    return one                          #@one


async def steps():                      #@steps
    yield helper(1)                     #@yield


def drive():                            #@drive
    try:                                #@try
        steps().__anext__().send(None)  #@send
    except StopIteration:               #@except
        return 1                        #@driven


call = lambda: (                        #@lambda
    helper(2))                          #@in_lambda
call()                                  #@call
sum(helper(x) for x in (3,))            #@genexpr
drive()                                 #@call_drive
space = {"__builtins__": {"helper": helper}}  #@space
exec("helper(4)\n\ndef inside():\n    return helper(5)\n", space)  #@exec
space["inside"]()                       #@last
