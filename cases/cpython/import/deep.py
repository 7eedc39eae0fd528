import sys


class Finder:
    def find_spec(name, path, target=None):
        if name.startswith("well"):
            return type(sys.__spec__)(name, Finder, is_package=True)

    def create_module(spec):
        return None

    def exec_module(module):
        pass


sys.meta_path.insert(0, Finder)
__import__("well" + ".down" * 40)
__import__("well" + ".down" * 41)
