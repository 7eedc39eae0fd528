def inside():                           #@inside
    return 2                            #@inner


inside()                                #@inside_last
