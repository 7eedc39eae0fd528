def run():                                          #@run
    return sum(10 // x for x in (5, 2, 0, 1))       #@sum


try:                                                #@try
    run()                                           #@call
except ZeroDivisionError:                           #@except
    run                                             #@last
