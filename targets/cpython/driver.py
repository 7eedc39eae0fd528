# SPDX-License-Identifier: BSD-2-Clause
# The window driver: runs a program as `python PROGRAM` would, and holds before its first and after its last event.
#
#     python DRIVER TELL WAIT PROGRAM [ARGUMENT...]
#
# TELL and WAIT are inherited descriptors. 'B' and 'E' are written to the first at the begin and the end of the window; after each, one byte is
# awaited on the second. Meanwhile the harness enables markers and drains them: nothing of start-up and shutdown reaches a case.
#
# In the window the program may call sys.next_observers(), where it is there: 'T' is written and a byte awaited, and the harness lets the semaphores
# tell of the next number of observers that the case has (`observers`).
#
# Nothing here may leave a trace in the window. So the program is compiled before it, and is not run by exec(), which raises an audit event of its own:
# a module's code can be called as a function whose globals are the module's. Only built-in modules are used, and nothing is imported in the window.
# Calls of this file's own functions in the window are wanted: they show a capture of function markers to be live, and are told apart by their file name.
import gc
import posix
import sys


def hold(tell, wait, letter):
    # In one line and without a call of Python's, so that nothing can fire between the two: what the harness changes meanwhile comes at no moment in
    # particular.
    posix.read(wait, posix.write(tell, letter))


def main_module(path):
    module = type(sys)("__main__")
    module.__file__ = path
    module.__spec__ = None
    module.__builtins__ = sys.modules["builtins" if sys.version_info[0] > 2 else "__builtin__"]
    sys.modules["__main__"] = module
    return module


def read(path):
    descriptor = posix.open(path, posix.O_RDONLY)
    parts = []
    while True:
        part = posix.read(descriptor, 65536)
        if not part:
            break
        parts.append(part)
    posix.close(descriptor)
    return b"".join(parts)


def run(tell, wait, path, arguments):
    module = main_module(path)
    sys.argv = [path] + arguments
    sys.path[0] = path.rpartition("/")[0]
    program = type(run)(compile(read(path), path, "exec", 0, True), module.__dict__)
    process = posix.getpid()

    def next_observers():
        hold(tell, wait, b"T")

    sys.next_observers = next_observers
    gc.collect()
    hold(tell, wait, b"B")
    try:
        program()
    finally:
        if posix.getpid() == process:  # a forked child has no window of its own
            hold(tell, wait, b"E")


driver_module = sys.modules["__main__"]  # kept: its globals are those of the functions above
run(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4:])
