for name in "plain\0module", "\0", "plain_module.\0":
    try:
        __import__(name)
    except (ImportError, ValueError):
        pass
