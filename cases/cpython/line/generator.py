def numbers():                  #@def
    yield 1                     #@one
    last = 2                    #@assign
    yield last                  #@two


for number in numbers():        #@for
    print(number)               #@body
print("end")                    #@last
