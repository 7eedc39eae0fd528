from . import cousin
from .cousin import *
toy = 1
