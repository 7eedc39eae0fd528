def echo():                     #@def
    heard = yield               #@yield
    if heard:
        return heard            #@return
    raise LookupError           #@raise


for value in "x", "":
    talker = echo()
    next(talker)
    try:
        talker.send(value)
    except (StopIteration, LookupError):
        pass
print(value)                    #@end
