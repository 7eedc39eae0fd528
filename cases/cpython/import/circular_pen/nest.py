import circular_pen.crow
try:
    from circular_pen.crow import feather           # a module, not a package: nothing is looked for
except ImportError:
    pass
