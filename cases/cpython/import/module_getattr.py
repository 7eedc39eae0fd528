from oracle import answer
from oracle import child
from oracle import real
try:
    from oracle import nothing
except ImportError:
    pass
