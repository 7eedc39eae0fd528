def function():                         #@function
    return 1


def rename(name, filename):             #@rename
    function.__code__ = function.__code__.replace(co_name=name, co_filename=filename)       #@replace
    function()                          #@call


rename("n" * 5000, "f" * 5000)           #@long
rename("größe_日本_\U0001f600", "/ü/\u0800")         #@text
rename("a\0b", "file")                  #@nul_name
rename("name", "c\0d")                  #@nul_file
rename("two words", "file")             #@blank
rename("", "file")                      #@empty
rename("\0", "\0")                      #@last
