import importlib
import importlib.util

importlib.import_module("outer_module")             # nothing for itself, something for what it imports
importlib.reload(importlib.import_module("plain_module"))
importlib.util.find_spec("naïve_日本")              # asks, and imports nothing
importlib.util.find_spec("shelf.book")              # imports the package, to ask it
importlib.import_module(".lamp", "shelf")
importlib.util.module_from_spec(importlib.util.find_spec("shelf.book"))
try:
    importlib.import_module("no_such_module")
except ImportError:
    pass
