from galaxy import *
from galaxy.star import *
from galaxy import *
try:
    from missing_galaxy import *
except ImportError:
    pass
