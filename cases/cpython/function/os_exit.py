import posix


def leave():                            #@leave
    ready()
    posix._exit(4)


def ready():                            #@ready
    pass                                #@pass


leave()
