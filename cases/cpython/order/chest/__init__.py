def opened():               #@opened
    return 1                #@one
