def run(a, b):                          #@run
    if a:                               #@if
        a = 1                           #@then
    elif b:                             #@elif
        b = 2                           #@elif_then
    else:
        b = 3                           #@else
    if a and b:                         #@and
        pass
    c = (1 if b                         #@ternary
         else 2)                        #@otherwise
    return c                            #@return


run(1, 0)                               #@call_1
run(0, 1)                               #@call_2
run(0, 0)                               #@last
