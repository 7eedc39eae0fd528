def run(name, lines):                                   #@run
    exec(compile("a = 0\n" + "\n" * lines + "def inside():\n    return 1\ninside()\n", name, "exec"))    #@exec


run("relative.py", 0)
run("with a blank.py", 1)
run("datei-größe_日本.py", 2)
run("<angle>", 300)
run("no suffix", 9999)
run("/absolute/" + "d" * 200 + "/" + "f" * 200 + ".py", 32767)
run("", 3)
run("long" * 1250, 70000)                               #@last
