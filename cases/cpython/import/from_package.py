from shelf import book
from shelf import book
try:
    from shelf import vase
except ImportError:
    pass
import shelf
__import__("shelf.lamp")
__import__("shelf", fromlist=["lamp", "book"])
