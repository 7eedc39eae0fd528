import gc

gc.disable()
import multiprocessing


def work(generation):
    gc.collect()                        # what went before is none of this
    cycle = []
    cycle.append(cycle)
    cycle = None
    gc.collect(generation)


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    child = context.Process(target=work, args=(1,))
    child.start()
    child.join()
    work(0)
