try:
    import probetap_no_such_module
except ImportError:
    pass
