import sys


def hook(event, arguments):
    if event == "hooked.import":
        import hooked_inside


sys.meta_path.insert(0, type("Place", (), {
    "find_spec": staticmethod(lambda name, path=None, target=None: Spec(name, Loader) if name.startswith("hooked_") else None)}))
Loader = type("Loader", (), {"create_module": staticmethod(lambda spec: None), "exec_module": staticmethod(lambda module: None)})
Spec = type(sys.__spec__)
sys.addaudithook(hook)
import hooked_after
sys.audit("hooked.import")
