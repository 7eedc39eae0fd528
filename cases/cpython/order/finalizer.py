import gc


class Thing:                        #@class
    def __del__(self):              #@del
        self.gone = True            #@gone


def start(phase, info):             #@callback
    calls.append(phase)             #@append


calls = []
gc.disable()
gc.collect()
gc.callbacks.append(start)
thing = Thing()
thing.self = [thing]
del thing
gc.collect(0)
gc.callbacks.remove(start)          #@last
