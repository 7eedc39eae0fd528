def final(self):                            #@final
    return None                             #@final_return


Final = type("Final", (), {"__del__": final})


def names():                                #@names
    dropped = Final()
    dropped = None
    deleted = Final()
    del deleted
    Final()
    left = Final()
    return Final                            #@names_return


def shared():                               #@shared
    global kept
    kept = Final()
    kept = None
    kept = Final()
    del kept                                #@shared_return


def raising():                              #@raising
    held = Final()
    raise LookupError                       #@raising_return


names()
shared()
space = {"Final": Final}
exec("""
def cells():
    cell = Final()
    cell = None
    cell = Final()
    del cell
    def inner():
        return cell

def attributes(thing):
    thing.a = Final()
    thing.a = 1
    thing.a = Final()
    del thing.a
    thing.items = [Final(), 0]
    thing.items[0] = 0
    thing.items[0] = Final()
    del thing.items[0]

cells()
attributes(cells)
""", space)
module = Final()
module = None
module = Final()
del module
try:
    raising()
except LookupError:
    pass
[Final(), Final()] and None
for item in [Final()]:
    pass
item = None
print("end")                                #@last
