try:
    import raising_module
except ValueError:
    pass

try:
    import raising_outer
except ZeroDivisionError:
    pass
