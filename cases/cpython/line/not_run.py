def never():                            #@never
    return 1


def run(items):                         #@run
    """A text that is no statement that runs."""
    # A comment.
    if 0:                               #@if
        return 2
    global nothing
    for item in items:                  #@for
        return item
    return sorted(map(abs, items))      #@return


run(())                                 #@last
