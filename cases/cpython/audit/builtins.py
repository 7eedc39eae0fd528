code = compile("1", "<probetap>", "eval")
eval(code)
exec(code)
number = id(code)


class Thing:
    pass


import sys
sys.audit("probetap.id", number)
sys._getframe()
open(__file__, "rb").close()
Thing().__class__ = Thing
