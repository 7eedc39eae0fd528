def boom():                 #@boom
    raise OSError           #@raise


boom()                      #@broken_call
