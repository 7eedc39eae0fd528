def boom(depth):                #@def
    if depth:                   #@if
        boom(depth - 1)         #@deeper
    raise LookupError           #@raise


try:
    boom(1)                     #@call
except LookupError:             #@except
    caught = True               #@caught
print(caught)                   #@last
