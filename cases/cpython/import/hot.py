import sys


def run():
    for _ in range(60):
        import plain_module
        import plain_module             # it is there: no event
        del sys.modules["plain_module"]
        try:
            import no_such_module
        except ImportError:
            pass


run()
