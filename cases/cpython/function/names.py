code = "def " + "n" * 300 + "():\n    return 1\n" + "n" * 300 + "()\n"
exec(compile(code, "<" + "f" * 5000 + ">", "exec"))


def größe_日本():               #@def
    return 1                    #@return


größe_日本()                    #@last
