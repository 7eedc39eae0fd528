def numbers():          #@def
    yield 1             #@one
    yield 2             #@two


for number in numbers():
    pass
print(number)               #@loop
