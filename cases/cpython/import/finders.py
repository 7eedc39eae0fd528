import sys


class Finder:
    def find_spec(name, path, target=None):
        if name == "finder_raises":
            raise ValueError(name)
        if name.startswith("finder_"):
            return type(sys.__spec__)(name, Finder, is_package=True)

    def create_module(spec):
        return None

    def exec_module(module):
        if module.__name__ == "finder_loads":
            import finder_inner


sys.meta_path.insert(0, Finder)
import finder_loads
import finder_loads.one
try:
    import finder_raises
except ValueError:
    pass
del sys.meta_path[1:]                   # now nobody else is asked
try:
    import nobody_finds_this
except ImportError:
    pass
