def fails(x):                           #@fails
    if x == 2:
        raise ValueError                #@raise
    return x                            #@fine


class Item:                             #@class
    def __eq__(self, other):            #@eq
        raise ValueError                #@eq_raise

    __hash__ = None                     #@class_last


for call in (
    lambda: sorted([1, 2, 3], key=fails),           #@sorted
    lambda: list(map(fails, (1, 2, 3))),            #@map
    lambda: [Item()].index(1),          #@index
):
    try:
        call()
    except ValueError:
        pass
call = None                             #@last
