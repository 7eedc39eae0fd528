import sys


def dive(levels):
    for level in levels:
        return dive(levels)
    try:
        import no_such_module_down_here
    except RecursionError:
        return "as it must"


def measure(space):
    exec("while frame: depth += 1; frame = frame.f_back", space)
    return space["depth"]


sys.setrecursionlimit(measure({"frame": sys._getframe(), "depth": 0}) + 20)
answer = dive(iter(range(16)))          # two frames are left, and importlib needs more
sys.setrecursionlimit(1000)
assert answer
