def leave():                #@leave
    raise SystemExit(4)     #@raise


leave()                     #@call
