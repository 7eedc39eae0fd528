def guarded():          #@def
    try:
        yield 1         #@yield
    finally:
        clean()         #@clean


def clean():            #@clean_def
    pass                #@pass


suspended = guarded()
next(suspended)
suspended.close()       #@last
