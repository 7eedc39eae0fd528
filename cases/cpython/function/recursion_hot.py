def fib(n):                             #@fib
    if n < 2:
        return n                        #@small
    return fib(n - 1) + fib(n - 2)      #@sum


for _ in range(60):
    fib(3)
_ = None                                #@last
