space = {}                              #@space
exec("a = 1\n\nb = 2\n", space)         #@exec
eval("(a +\nb)", space)                 #@eval
eval(compile("a\n", "probetap eval.py", "eval"), space)     #@compile_eval
exec(compile("def f():\n    return 1\n\n\nf()\n", "probetap exec.py", "exec"), space)       #@compile_exec
exec(compile("a = 3; b = 4\n", "probetap single.py", "single"), space)      #@compile_single
exec(compile("x = 1 / 1\n", "", "exec"), space)     #@no_name
