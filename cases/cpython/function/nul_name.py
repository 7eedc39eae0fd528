def function():
    return 1


def rename(name, filename):             #@rename
    function.__code__ = function.__code__.replace(co_name=name, co_filename=filename)
    function()                          #@call


rename("a\0b", "file")
rename("name", "c\0d")
rename("\0", "e")
rename("name", "\0f")                   #@last
