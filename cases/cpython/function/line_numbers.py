def function():
    return 1                            # one line below the def, wherever that is said to be


def move(line):                         #@move
    function.__code__ = function.__code__.replace(co_firstlineno=line)
    function()                          #@call


for line in 126, 254, 32766, 65534, 65535, 16777215, 2147483646:
    move(line)
line = None                             #@last
