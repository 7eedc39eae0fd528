import os
import sys

sys.audit("probetap.before")
try:
    import ctypes
except ImportError:                     # a build without it: then nobody listens
    pass
else:
    prototype = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_char_p, ctypes.c_void_p, ctypes.c_void_p)
    hook = prototype(lambda event, arguments, data: 0)
    assert ctypes.pythonapi.PySys_AddAuditHook(hook, None) == 0
sys.audit("probetap.one", 1)
sys.addaudithook(lambda event, arguments: None)
sys.audit("probetap.two", 1, 2)
os._exit(0)                             # the hook in C cannot be removed, and ctypes does not outlive the interpreter
