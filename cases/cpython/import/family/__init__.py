from . import child
from .child import toy
