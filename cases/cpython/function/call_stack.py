def function_1():                                   #@f1
    function_3(1, 2)                                #@f1_call


def function_2():                                   #@f2
    function_1()                                    #@f2_call


def function_3(dummy, dummy2):                      #@f3
    pass                                            #@f3_pass


def function_4(**dummy):                            #@f4
    return 1                                        #@f4_return


def function_5(dummy, dummy2, **dummy3):            #@f5
    if False:
        return 7
    return 8                                        #@f5_return


def start():                                        #@start
    function_1()
    function_2()
    function_3(1, 2)
    function_4(test=42)
    function_5(*(1, 2), **{"test": 42})             #@start_last


start()                                             #@call
