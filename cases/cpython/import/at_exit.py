import atexit
import sys


class Loader:
    def find_spec(self, name, path=None, target=None):
        return type(sys.__spec__)(name, self) if name == "exit_found" else None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        pass


def leaving():
    import exit_found
    try:
        import exit_missing
    except ImportError:
        pass


sys.meta_path.insert(0, Loader())
atexit.register(leaving)
