import replaces_itself
try:
    import removes_itself
except (ImportError, KeyError):
    pass
try:
    import cannot_be_read
except SyntaxError:
    pass
