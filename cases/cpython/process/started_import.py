import subprocess
import sys

sys.audit("probetap.before")
arguments = [sys.executable, "-I", "-S", __file__.replace("started_import", "importing_program")]
subprocess.run(arguments, check=True)
try:
    import probetap_gone
except ImportError:
    sys.audit("probetap.after", 1, 2)
