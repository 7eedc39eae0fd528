import realm.one
from realm.inner import two
from realm import inner
try:
    import realm.three
except ImportError:
    pass
