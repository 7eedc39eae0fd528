import sys

sys.audit("probetap.one")
sys.audit("probetap.two", 1, 2)
