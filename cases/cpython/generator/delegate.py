def tree(depth):                        #@tree
    if depth:
        yield from tree(depth - 1)      #@deeper
    yield depth                         #@yield


def over_list():                        #@over_list
    result = yield from [1, 2]          #@from_list
    return result                       #@list_return


list(tree(2))
list(over_list())                       #@last
