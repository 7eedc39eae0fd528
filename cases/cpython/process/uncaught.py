def fail():                 #@fail
    raise LookupError       #@raise


fail()                      #@call
