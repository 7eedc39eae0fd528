import sys
import zipfile

archive = __file__ + ".zip"
with zipfile.ZipFile(archive, "w") as parcel:
    parcel.writestr("parcel_single.py", "import parcel_package.inner\n")
    parcel.writestr("parcel_package/__init__.py", "")
    parcel.writestr("parcel_package/inner.py", "1 / 0\n")
sys.path.insert(0, archive)
try:
    import parcel_single
except ZeroDivisionError:
    pass
from parcel_package import __path__
try:
    import parcel_other
except ImportError:
    pass
