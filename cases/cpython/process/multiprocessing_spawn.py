import multiprocessing


def work(name):                         #@work
    return name                         #@worked


if __name__ == "__main__":              #@if
    context = multiprocessing.get_context("spawn")
    work("parent")
    child = context.Process(target=work, args=("child",))
    child.start()
    child.join()
    assert child.exitcode == 0
    work("parent")                      #@last
