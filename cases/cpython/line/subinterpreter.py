try:                                                #@try
    import _interpreters as interpreters            #@import
except ImportError:                                 #@except
    import _xxsubinterpreters as interpreters       #@import_old

interpreter = interpreters.create()                 #@create
interpreters.run_string(interpreter, "def inside(x):\n    x += 1\n    return x\n\n\ninside(1)\n")       #@run
interpreters.destroy(interpreter)                   #@destroy
