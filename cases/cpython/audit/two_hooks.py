import sys


def hook(event, arguments):
    if event == "two.outer":
        sys.audit("two.inner", *arguments)


def other(event, arguments):
    if event == "two.refused":
        raise LookupError


sys.addaudithook(hook)
sys.addaudithook(other)
sys.audit("two.outer", 1, 2)
try:
    sys.audit("two.refused")
except LookupError:
    sys.audit("two.after")
