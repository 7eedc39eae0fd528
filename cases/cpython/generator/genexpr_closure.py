def total(more):                        #@total
    return sum(value + more for value in (1, 2))        #@sum


print(total(2))                         #@last
