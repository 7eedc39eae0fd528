class Manager:                          #@class
    def __init__(self, swallow):        #@init
        self.swallow = swallow          #@set

    def __enter__(self):                #@enter
        return self                     #@entered

    def __exit__(self, kind, value, traceback):     #@exit
        return self.swallow             #@exited


def run(swallow, fail):                 #@run
    try:
        with Manager(swallow):
            if fail:
                raise KeyError
    except KeyError:
        return 2                        #@caught
    return 1                            #@return


run(False, False)
run(True, True)
run(False, True)                        #@last
