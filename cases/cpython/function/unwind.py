def outer():                #@outer
    try:
        boom()
    except ValueError:
        pass                #@pass


def boom():                 #@boom
    raise ValueError        #@raise


outer()                     #@call
