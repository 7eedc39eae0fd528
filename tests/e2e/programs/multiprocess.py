# multiprocessing in its three start methods: work() of forked workers is seen, that of exec'd ones is not.
import multiprocessing


def step(number):
    return number * number


if __name__ == "__main__":
    for method in "fork", "spawn", "forkserver":
        with multiprocessing.get_context(method).Pool(2) as pool:
            assert pool.map(step, range(10)) == [number * number for number in range(10)]
    print("multiprocess ok")
