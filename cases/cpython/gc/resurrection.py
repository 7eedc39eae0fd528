import gc


class Phoenix:
    def __del__(self):
        risen.append(self)


gc.disable()
risen = []
bird = Phoenix()
bird.self = bird
del bird
gc.collect()
risen.pop().self = None
gc.collect()
