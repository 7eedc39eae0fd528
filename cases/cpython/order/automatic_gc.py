import gc


def allocate(count):                    #@allocate
    kept = []
    for _ in range(count):
        kept.append([])
    return len(kept)                    #@allocated


def other():                            #@other
    return 1                            #@othered


gc.disable()
gc.collect()
gc.set_threshold(500, 1000, 1000)
gc.enable()
other()
allocate(800)
gc.disable()
other()                                 #@last
