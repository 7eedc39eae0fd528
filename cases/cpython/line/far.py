source = "\n" * 70000 + "def far(a): #70001\n    b = a #70002\n    return b #70003\n"
space = {}
exec(compile(source, "<far>", "exec"), space)   #@exec
space["far"](1)                                 #@last
