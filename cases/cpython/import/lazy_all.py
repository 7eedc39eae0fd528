import sys

sys.set_lazy_imports("all")
exec("""
import plain_module
import outer_module
sys.audit("probetap.imported")
plain_module.value
sys.audit("probetap.used")
""")


def function():
    import shelf                        # only those of a module may be lazy


function()
sys.set_lazy_imports("normal")
import tower.ground
sys.audit("probetap.last")
