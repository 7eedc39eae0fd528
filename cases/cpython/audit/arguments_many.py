import sys

sys.audit("probetap.three", None, None, None)
sys.audit("probetap.nine", *range(9))
sys.audit("probetap.many", *range(300))
sys.audit("probetap.list", [1, 2, 3])
sys.audit("probetap.empty", ())
