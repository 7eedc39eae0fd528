# concurrent.futures: a pool of threads; its work is this file's.
import concurrent.futures


def fibonacci(number):
    return number if number < 2 else fibonacci(number - 1) + fibonacci(number - 2)


# One worker: which of several takes what would be the scheduler's choice.
for size in 5, 8, 10:
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        futures = [pool.submit(fibonacci, size) for _ in range(4)]
        values = [future.result() for future in futures]
    assert len(set(values)) == 1
