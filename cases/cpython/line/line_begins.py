def names(taken):                       #@names
    global known                        # no code
    cell = 1                            #@cell

    def inner():                        #@inner
        return cell

    [                                   #@bracket
        taken,                          #@target
        known,                          #@global_target
    ] = 1, 2                            #@values
    del taken                           #@del_local
    del known                           #@del_global
    del cell                            #@del_cell


def compare(one, two):                  #@compare
    a = (one                            #@is_one
         is                             # no code
         two)                           #@is_two
    b = (one                            #@in_one
         in                             # no code
         two)                           #@in_two
    assert (                            #@assert
        b                               #@asserted
    )
    return a                            #@compared


names(0)                                #@call_names
compare(1, (1,))                        #@call_compare
try:                                    #@try
    compare(1, (2,))                    #@again
except AssertionError:                  #@except
    number = 0                          #@last
