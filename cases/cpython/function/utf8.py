def function():
    return 1


def rename(name):                       #@rename
    function.__code__ = function.__code__.replace(co_name=name, co_filename="/" + name)
    function()                          #@call


for name in "\x7f", "\x80", "\u07ff", "\u0800", "\uffff", "\U00010000", "\U0010ffff", "a\xe9\u65e5\U0001f600z", '\t"\\\n':
    rename(name)
name = None                             #@last
