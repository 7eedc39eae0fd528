import sys
import plain_module
import plain_module
import sys
from plain_module import value
__import__("plain_module")
del sys.modules["plain_module"]
import plain_module
