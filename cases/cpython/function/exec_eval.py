eval("1 + 1")
exec("x = 1\ny = 2\n")
eval(compile("3", "/a/chosen/name.py", "eval"))
exec(compile("def f():\n    return 3\n\n\nf()\n", "relative/name", "exec"))
exec(compile("z = 3", "", "exec"))
exec(compile("if x:\n    z = 4\n", "<two words>", "single"))
try:
    exec(compile("x\nraise ValueError", "it raises", "exec"))
except ValueError:
    pass                                #@last
