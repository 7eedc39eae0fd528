import sys

sys.audit("")
sys.audit("a", None)
sys.audit("with blanks in it", (1, 2))
sys.audit("2.3.4", 5)
sys.audit("tab\tand\nline", "text", b"bytes", 3.5)
sys.audit("." * 5, [], {}, set(), ())
sys.audit("x" * 5000)
sys.audit("last", sys.audit, type, None)
