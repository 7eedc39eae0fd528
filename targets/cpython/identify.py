# SPDX-License-Identifier: BSD-2-Clause
# Asked of every interpreter before it is tested: who are you? Prints one "key value" a line; runs on any Python from 2.7 on, so that an old
# one is told from a broken one. Run by the window driver: while it is held, the harness looks at what is mapped.
import sys

info = sys.version_info
jit = getattr(sys, "_jit", None)
print("probetap-identify 1")
print("version %d.%d.%d" % tuple(info[:3]))
print("text " + sys.version.split()[0])
print("long " + " ".join(sys.version.split()))
print("implementation " + getattr(getattr(sys, "implementation", None), "name", "cpython"))
print("debug %d" % hasattr(sys, "gettotalrefcount"))
print("free-threaded %d" % ("t" in getattr(sys, "abiflags", "")))
print("trace-refs %d" % hasattr(sys, "getobjects"))
print("jit %d" % (jit is not None and jit.is_available()))
sys.stdout.flush()
