def make(value):                        #@make
    class Holder:                       #@holder
        value                           #@first
        held = value                    #@held
    return Holder                       #@return


make(1)                                 #@last
