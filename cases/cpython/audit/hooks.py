import sys


def hook(event, arguments):
    if event == "probetap.nest":
        sys.audit("probetap.nested", event)
    if event == "probetap.refuse":
        raise RuntimeError(event)


sys.audit("probetap.before", 1)
sys.addaudithook(hook)
sys.audit("probetap.nest")
try:
    sys.audit("probetap.refuse", 1, 2)
except RuntimeError:
    sys.audit("probetap.refused")
