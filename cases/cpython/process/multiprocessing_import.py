import gc
import sys

gc.disable()
import multiprocessing


def work(name):
    sys.audit("probetap.work", name)
    try:
        __import__("probetap_" + name)
    except ImportError:
        pass


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    child = context.Process(target=work, args=("child",))
    child.start()
    child.join()
    work("parent")
