import sys

try:
    sys.audit("probetap.nul\0behind")
except ValueError:
    pass
sys.audit("probetap.after")
