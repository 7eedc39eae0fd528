import sys


def numbers(size, *values):
    return b"".join(value.to_bytes(size, "little") for value in values)


def archive(files):                     # by hand: zipfile brings forty modules
    entries = directory = b""
    for name, content in files.items():
        sizes = numbers(4, 0, len(content), len(content)) + numbers(2, len(name), 0)
        directory += b"PK\1\2" + numbers(2, 20, 20, 0, 0, 0, 33) + sizes + numbers(2, 0, 0, 0) + numbers(4, 0, len(entries)) + name
        entries += b"PK\3\4" + numbers(2, 20, 0, 0, 0, 33) + sizes + name + content
    end = b"PK\5\6" + numbers(2, 0, 0, len(files), len(files)) + numbers(4, len(directory), len(entries)) + numbers(2, 0)
    return entries + directory + end


path = __file__ + ".zip"
with open(path, "wb") as parcel:
    parcel.write(archive({
        b"parcel_single.py": b"import parcel_package.inner\n",
        b"parcel_package/__init__.py": b"",
        b"parcel_package/inner.py": b"1 / 0\n",
    }))
sys.path.insert(0, path)
try:
    import parcel_single
except ZeroDivisionError:
    pass
from parcel_package import __path__
assert __path__[0].startswith(path)
try:
    import parcel_other
except ImportError:
    pass
