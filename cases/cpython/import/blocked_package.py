import sys

sys.modules["shelf.book"] = None
for form in "import shelf.book", "from shelf import book", "from shelf.book import page", "import shelf.book.page":
    try:
        exec(form)
    except ImportError:
        pass
sys.modules["tower"] = None
try:
    import tower.ground
except ImportError:
    pass
del sys.modules["tower"], sys.modules["shelf.book"]
from shelf import book
