n = 2                                   #@two
while n: n -= 1                         #@while
for i in range(3): n += i               #@for
for i in range(2):                      #@outer
    for j in range(2): n += j           #@inner
