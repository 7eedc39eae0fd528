class Manager:                          #@class
    __enter__ = lambda self: self       #@enter
    __exit__ = lambda self, *exception: False       #@exit


def managed():                          #@managed
    with Manager():
        raise KeyError                  #@raise


def cleaned():                          #@cleaned
    try:
        managed()
    finally:
        cleanup()                       #@call_cleanup


def cleanup():                          #@cleanup
    pass                                #@pass


try:
    cleaned()
except KeyError:
    pass                                #@last
