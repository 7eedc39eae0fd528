import gc


class Collector:
    def __del__(self):
        answers.append(gc.collect())


gc.disable()
answers = []
thing = Collector()
thing.self = [thing]
del thing
gc.collect(1)
print(answers)
