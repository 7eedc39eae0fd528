# 4 threads at once, each calling step() 50 times.
import threading


def step():
    pass


def work():
    for _ in range(50):
        step()


threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("threads ok")
