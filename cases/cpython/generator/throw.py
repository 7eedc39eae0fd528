def listener():                 #@def
    try:
        yield 1                 #@first
    except ValueError:
        yield 2                 #@second


heard = listener()
next(heard)
heard.throw(ValueError)
try:
    heard.throw(KeyError)
except KeyError:
    pass                        #@last
