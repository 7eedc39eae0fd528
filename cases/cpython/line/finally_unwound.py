def guarded():                          #@guarded
    try:                                #@try
        yield 1                         #@yield
    finally:
        print("clean")                  #@clean


def raising():                          #@raising
    try:                                #@raising_try
        raise KeyError                  #@raise
    finally:
        print("clean")                  #@raising_clean


g = guarded()                           #@make
next(g)                                 #@next
g.close()                               #@close
try:                                    #@main_try
    raising()                           #@call
except KeyError:                        #@except
    pass                                #@last
