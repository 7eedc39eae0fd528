import sys

sys.modules["blocked_module"] = None
for _ in range(2):
    try:
        import blocked_module
    except ImportError:
        pass
del sys.modules["blocked_module"]
try:
    import plain_module.inner
except ImportError:
    pass
