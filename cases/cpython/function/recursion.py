def down(depth):                #@def
    if depth:
        down(depth - 1)
    return depth                #@return


down(60)                        #@call
