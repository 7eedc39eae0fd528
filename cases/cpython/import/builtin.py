import sys

assert "_symtable" in sys.builtin_module_names
import _symtable
import _symtable
del sys.modules["_symtable"]
import _symtable
import sys
