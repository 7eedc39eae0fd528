import os


def leave():                #@leave
    os._exit(5)


leave()
