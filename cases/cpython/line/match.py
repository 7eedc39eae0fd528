def run(value):                         #@run
    match value:                        #@match
        case 1:                         #@case_1
            name = "one"                #@one
        case [x, y] if x:               #@case_pair
            name = "pair"               #@pair
        case {"key": z}:                #@case_key
            name = "key"                #@key
        case _:                         #@case_other
            name = "other"              #@other
    return name                         #@return


run(1)                                  #@call_one
run([1, 2])                             #@call_pair
run([0, 2])                             #@call_zero
run({"key": 1})                         #@last
