import os
import sys

sys.audit("probetap.before")
program = __file__.replace("started_import", "importing_program")
os.spawnv(os.P_WAIT, sys.executable, [sys.executable, "-I", "-S", program])
try:
    import probetap_gone
except ImportError:
    sys.audit("probetap.after", 1, 2)
