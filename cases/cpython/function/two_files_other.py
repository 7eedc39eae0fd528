"""The same names at the same lines as in the program."""


def same():                             #@there
    return 1                            #@there_return


def back(function):                     #@back
    return function()                   #@back_return
