# 20 children by fork, each calling step() 5 times, and the parent once after each.
import os


def step():
    pass


for number in range(20):
    child = os.fork()
    if child == 0:
        for _ in range(5):
            step()
        os._exit(number)
    _, status = os.waitpid(child, 0)
    assert os.WEXITSTATUS(status) == number, status
    step()
print("fork ok")
