def run(fail):                          #@run
    try:                                #@try
        if fail:                        #@if
            raise KeyError              #@raise
        fail = 1                        #@body
    except ValueError:                  #@other
        fail = 2
    except KeyError:                    #@except
        fail = 3                        #@handler
    else:
        fail = 4                        #@else
    finally:
        fail = 5                        #@finally
    return fail                         #@return


run(False)                              #@call
run(True)                               #@last
