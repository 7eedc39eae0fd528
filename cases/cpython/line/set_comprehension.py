def run():                              #@run
    found = {x for x in (1, 2)}         #@found
    return found                        #@return


run()                                   #@last
