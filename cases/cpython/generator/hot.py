def numbers(n):                         #@numbers
    for i in range(n):
        yield i                         #@yield
    i = None                            #@done


def run():                              #@run
    total = 0
    for i in numbers(300):
        total += i
    for i in range(100):
        for j in numbers(1):
            total += j
    return total                        #@return


run()                                   #@last
