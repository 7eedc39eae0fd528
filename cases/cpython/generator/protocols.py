def send(awaitable):                            #@send
    try:
        awaitable.send(None)
    except (StopIteration, StopAsyncIteration, LookupError):
        return awaitable                        #@ended


def itself(self, *others):                      #@itself
    return self                                 #@self


def step(self):                                 #@step
    if self.left:
        self.left -= 1
        return self                             #@item
    raise StopIteration                         #@stop


def following(self):                            #@following
    if self.turns:
        self.turns -= 1
        return self                             #@awaitable
    raise StopAsyncIteration                    #@stop_async


space = dict.fromkeys("__aiter__ __aenter__ __aexit__ __await__ __iter__".split(), itself)
space.update(__next__=step, __anext__=following, left=0, turns=1)
Thing = type("Thing", (), space)


def delegate(thing):                            #@delegate
    yield from thing                            #@from


async def turns(thing):                         #@turns
    async for item in thing:
        pass
    return thing                                #@turned


async def manage(thing):                        #@manage
    async with thing:
        pass
    return thing                                #@managed


async def failing(thing):                       #@failing
    await thing
    itself(thing)
    yield 1                                     #@yield
    raise LookupError                           #@raise


async def ending(thing):                        #@ending
    yield thing                                 #@yielded
    itself(thing)                               #@called


thing = Thing()
thing.left = 2
list(delegate(thing))
send(turns(thing))
send(manage(thing))
failure = failing(thing)
send(failure.__anext__())
send(failure.__anext__())
end = ending(thing)
send(end.__anext__())
send(end.__anext__())                           #@last
