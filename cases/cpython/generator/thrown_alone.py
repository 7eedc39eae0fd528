def numbers():                  #@numbers
    try:
        yield 1                 #@first
    except KeyError:
        yield 2


heard = numbers()
heard.send(None)
heard.throw(KeyError)
print(1)
