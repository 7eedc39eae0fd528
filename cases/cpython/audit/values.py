import sys

# Strings as CPython keeps them: one, two or four bytes for each character.
sys.audit("probetap.text", "", "a", "ASCII\n\0\x7f", "caf\xe9 \xff", "\u65e5\u672c \u0100", "\U0001f40d\U0010ffff", "\udc80")
# Whole numbers of no digit (of 30 bits), of one, two, three and more.
sys.audit("probetap.number", 0, 1, -1, 256, 257, -6, 2**30 - 1, -2**30, 2**31, 2**60 - 1, -2**60)
sys.audit("probetap.number", 2**63 - 1, -2**63, 2**63, 2**64, -2**90, 10**30)
sys.audit("probetap.constant", None, True, False, 1, 0)
sys.audit("probetap.nested", (), ((),), (1, ("two", (3, (None,)))), ((), ()))


class Text(str):
    pass


class Number(int):
    pass


class Tuple(tuple):
    pass


sys.audit("probetap.subclass", Text("text"), Number(1), Tuple((1,)))
sys.audit("probetap.other", [], {}, b"", 1.0, 1j, set(), ..., int, print, sys, Text)
sys.audit("probetap.named", type("two words", (), {})(), type("<\xe9>", (), {})())
sys.audit("probetap.same", "once", ("once", "once"))
sys.audit("probetap.long", "x" * 4096, "\xe9" * 4096, "\u65e5" * 2048, "\U0001f40d" * 1024)
