def inside():               #@inside
    pass                    #@pass


inside()                    #@imported_call
