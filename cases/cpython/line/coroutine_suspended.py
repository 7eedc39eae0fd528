from types import coroutine             #@import


def pause():                            #@pause_def
    yield 1                             #@yield
    return 2                            #@pause_return


async def wait(answer):                 #@wait
    try:                                #@wait_try
        answer = await pause()          #@pause
    except KeyError:                    #@wait_except
        answer = 3                      #@thrown
    except GeneratorExit:               #@closed
        answer = 4                      #@four
        raise                           #@raise
    return answer                       #@wait_return


def finish(method, *arguments):         #@finish
    try:                                #@try
        method(*arguments)              #@method
    except StopIteration:               #@except
        pass                            #@pass


pause = coroutine(pause)                #@awaitable
for name, argument in ("send", None), ("throw", KeyError):      #@for
    waiting = wait(0)                   #@make
    waiting.send(None)                  #@start
    finish(getattr(waiting, name), argument)    #@call
waiting = wait(0)                       #@make_third
waiting.send(None)                      #@start_third
waiting.close()                         #@last
