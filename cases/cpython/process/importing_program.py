import sys

sys.audit("probetap.started", 1)
try:
    import probetap_missing
except ImportError:
    sys.audit("probetap.missed")
