import sys

try:
    sys.audit("probetap.\udc80")
except UnicodeEncodeError:
    sys.audit("probetap.refused")
try:
    sys.audit(b"probetap.bytes")
except TypeError:
    sys.audit("probetap.refused", 2)
