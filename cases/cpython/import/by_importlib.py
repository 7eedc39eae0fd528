import sys

importlib = sys.modules.get("importlib._bootstrap") or sys.modules["_frozen_importlib"]
importlib._gcd_import("outer_module")
del sys.modules["plain_module"]
import plain_module
