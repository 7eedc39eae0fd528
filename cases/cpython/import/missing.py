try:
    import no_such_module_anywhere
except ImportError:
    pass

try:
    import no_such_package_anywhere.inner
except ImportError:
    pass
