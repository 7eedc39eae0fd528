from .. import root
from ..branch import leaf
try:
    from ... import too_far             # beyond the outermost package: nothing is looked for
except (ImportError, ValueError):
    pass
try:
    from . import thorn
except ImportError:
    pass
