double = lambda x: x * 2                #@double
both = lambda x: (                      #@start
    double(x),
    double(x + 1),                      #@right
)
both(1)
(lambda: None)()                        #@none
