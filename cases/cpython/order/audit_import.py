import sys

try:
    import no_such_module_at_all
except ImportError:
    pass
sys.audit("probetap.end")
