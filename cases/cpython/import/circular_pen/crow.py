import circular_pen
try:
    from circular_pen import feather    # not there yet: looked for as a submodule
except ImportError:
    pass
from circular_pen import nest
feather = 1
