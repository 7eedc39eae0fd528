import sys

try:
    import _interpreters as interpreters            # since 3.13
except ImportError:
    import _xxsubinterpreters as interpreters       # 3.8 to 3.12

sys.audit("probetap.before")
interpreter = interpreters.create()
interpreters.run_string(interpreter, """if True:
    import sys

    sys.audit("probetap.inside", 1)
    try:
        import probetap_missing
    except ImportError:
        sys.audit("probetap.inside", 1, 2)
""")
interpreters.destroy(interpreter)
try:
    import probetap_missing
except ImportError:
    sys.audit("probetap.after")
