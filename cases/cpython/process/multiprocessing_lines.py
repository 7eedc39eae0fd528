import multiprocessing                  #@import


def work(name):                         #@work
    name += "!"                         #@plus
    return name                         #@worked


if __name__ == "__main__":              #@if
    context = multiprocessing.get_context("fork")           #@context
    child = context.Process(target=work, args=("child",))   #@process
    child.start()                       #@start
    child.join()                        #@join
    work("parent")                      #@last
