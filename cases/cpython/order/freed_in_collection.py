import gc

gc.disable()


class Leaf:                             #@class
    def __del__(self):                  #@del
        gc.isenabled()                  #@gone


def circle(leaf):                       #@circle
    held = [leaf]
    held.append(held)                   #@closed


for generation in (0, 1):
    leaf = Leaf()
    gc.collect()                        # so the leaf is old, and not looked at below
    circle(leaf)
    leaf = None
    gc.collect(generation)
generation = None                       #@last
