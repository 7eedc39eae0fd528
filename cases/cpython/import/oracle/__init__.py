def __getattr__(name):
    if name == "answer":
        return 42
    if name == "child":
        from . import hidden
        return hidden
    raise AttributeError(name)
