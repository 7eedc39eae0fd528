import sys


def refuse(event, arguments):
    if event == "import" and arguments[0] == "json":
        raise ImportError("not allowed")


sys.addaudithook(refuse)
try:
    import json
except ImportError:
    pass
sys.audit("probetap.end")
