import gc
import sys

try:
    import _interpreters as interpreters            # since 3.13
except ImportError:
    import _xxsubinterpreters as interpreters       # 3.8 to 3.12

next_observers = getattr(sys, "next_observers", int)
gc.disable()
interpreter = interpreters.create()                 # it collects by itself as often as it likes: nobody listens
interpreters.run_string(interpreter, "import gc; gc.disable()")
next_observers()
interpreters.run_string(interpreter, """if True:
    gc.collect(2)
    gc.collect(1)
    circle = []
    circle.append(circle)
    del circle
    gc.collect(0)
""")
gc.collect(1)
next_observers()
interpreters.destroy(interpreter)
