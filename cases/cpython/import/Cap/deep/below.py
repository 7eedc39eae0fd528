from .. import deep
from ..beside import value
from ..sideways import value
