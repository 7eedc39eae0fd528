import posix
import sys

suffix = __import__("_imp").extension_suffixes()[0]
there = {name for path in sys.path[1:] if path.endswith("lib-dynload") for name in posix.listdir(path)}
name = [name for name in ("_bz2", "_heapq", "_lzma", "_crypt", "_testcapi") if name + suffix in there][0]
sys.modules["_frozen_importlib"]._gcd_import("encodings.ascii")      # some builds need it to load the first extension
module = __import__(name)
assert module.__file__.endswith(suffix)
module = __import__(name)
