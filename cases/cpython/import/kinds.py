import sys
import space_without_file
import space_without_file.inside
import Cap.deep.below
import x
for name in "syntax_error", "raises_import_error", "raises_exit", "x.y":
    try:
        __import__(name)
    except (SyntaxError, ImportError, SystemExit):
        pass
import turned_into_five
try:
    from Cap.deep import absent
except ImportError:
    pass
