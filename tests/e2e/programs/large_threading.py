# threading and queue: workers that take from one queue, a barrier, thread-local values.
import queue
import threading


def work(tasks, results, local):
    local.count = 0
    while True:
        task = tasks.get()
        if task is None:
            break
        local.count += 1
        results.put(square(task))
    meeting.wait()


def square(number):
    total = 0
    for _ in range(number):
        total += number
    return total


results, local, meeting = queue.Queue(), threading.local(), threading.Barrier(4)
threads = []
for index in range(4):
    own = queue.Queue()
    for number in range(30):
        own.put(number + index)
    own.put(None)
    threads.append(threading.Thread(target=work, args=(own, results, local)))
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert results.qsize() == 120
