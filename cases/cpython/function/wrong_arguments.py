def two(a, b):                          #@two
    return a                            #@return


def only(*, keyword):
    return keyword


for call in (
    lambda: two(1),                     #@few
    lambda: two(1, 2, 3),               #@many
    lambda: two(1, c=2),                #@unknown
    lambda: two(1, a=2),                #@double
    lambda: only(1),                    #@positional
    lambda: only(),                     #@missing
):
    try:
        call()
    except TypeError:
        pass
two(1, 2)                               #@last
