import sys

sys.audit("probetap.none")
sys.audit("probetap.one", 1)
sys.audit("probetap.two", 1, "two")
sys.audit("probetap.tuple", (1, 2, 3))
sys.audit("probetap.é日")
