def leave(exception, cause):                #@leave
    if cause:
        raise exception from cause          #@from
    raise exception                         #@raise


def through(exception, cause):              #@through
    leave(exception, cause)                 #@call
    return None


def name():                                 #@name
    unbound                                 #@unbound
    unbound = 1


def again(exception):                       #@again
    try:
        raise exception
    except BaseException:
        raise                               #@bare


def other(exception):                       #@other
    try:
        raise exception
    except BaseException:
        raise KeyError(exception)           #@key


Own = type("Own", (Exception,), {})
BaseOwn = type("BaseOwn", (BaseException,), {})
kinds = [ValueError, KeyError, IndexError, OSError, ZeroDivisionError, AttributeError, NameError, UnboundLocalError, StopIteration, StopAsyncIteration, RuntimeError,
         RecursionError, NotImplementedError, SyntaxError, UnicodeError, UserWarning, EOFError, MemoryError, AssertionError, ImportError, ModuleNotFoundError,
         KeyboardInterrupt, SystemExit, GeneratorExit, Own, BaseOwn, Own("with", "arguments")]
for kind in kinds:
    for cause in None, ValueError():
        try:
            through(kind, cause)
        except BaseException:
            pass
for function in again, other:
    try:
        function(Own)
    except BaseException:
        pass
try:
    name()
except NameError:
    pass                                    #@last
