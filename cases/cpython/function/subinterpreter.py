try:
    import _interpreters as interpreters            # since 3.13
except ImportError:
    import _xxsubinterpreters as interpreters       # 3.8 to 3.12


def run(source):                        #@run
    interpreter = interpreters.create()
    interpreters.run_string(interpreter, source)
    interpreters.destroy(interpreter)   #@destroy


run("def inside(x):\n    return x\n\n\ninside(1)\ninside(2)\n")
run("def fails():\n    raise KeyError\n\n\ntry:\n    fails()\nexcept KeyError:\n    pass\n")
run("inside = lambda: 3\ninside()\n")   #@last
