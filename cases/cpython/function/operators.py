import sys


def answer(self, *others):                  #@answer
    return self                             #@answer_return


def number(self):                           #@number
    return 1                                #@number_return


def truth(self):                            #@truth
    return True                             #@truth_return


def text(self, form):                       #@text
    return form                             #@text_return


def name(self, attribute):                  #@name
    return len                              #@name_return


def following(self):                        #@following
    if self.left:
        self.left -= 1
        return self                         #@following_return_2
    raise StopIteration                     #@following_return


def nothing(self, *others):                 #@nothing
    return None                             #@nothing_return


names = "__iadd__ __ior__ __neg__ __mul__ __pow__ __matmul__ __iter__ __setitem__ __delitem__ __getitem__ __and__ __rsub__ __invert__ __contains__"
space = dict.fromkeys(names.split(), answer)
space.update(dict.fromkeys(["__hash__", "__len__", "__index__"], number))
space.update(__bool__=truth, __format__=text, __getattr__=name, __next__=following, left=0, keys=lambda self: ()) #@lambda
Thing = type("Thing", (), space)
Module = type("Module", (), {"wanted": property(number), "__spec__": None})
Error = type("Error", (Exception,), {"__init__": nothing})


def operators(thing):                       #@operators
    thing += 1
    thing |= 1
    -thing
    ~thing
    thing * 2
    thing ** 2
    thing @ thing
    thing & 1
    1 - thing
    thing[0] = 1
    del thing[0]
    thing[0]
    2 in thing                              #@operators_return


def truths(thing):                          #@truths
    if thing:
        pass
    if not thing:
        pass
    thing and 1
    thing or 1
    while not thing:
        pass
    return not thing                        #@truths_return


def displays(thing):                        #@displays
    {thing}
    {thing: 1}
    exec("{thing for _ in (1,)}\n{thing: _ for _ in (1,)}", {"thing": thing})
    f"{thing:a}"
    "%d" % len(thing)
    "abc"[thing]                            #@displays_return


def iterations(thing):                      #@iterations
    () = thing
    thing.left = 1
    first, = thing
    thing.left = 2
    first, *rest = thing
    [*thing]
    {*thing}
    {**thing}
    dict(first=first, **thing)
    for item in thing:
        pass
    sum(thing)
    thing.attribute("")
    getattr(thing, "another")               #@iterations_return


def spaces(thing):                          #@spaces
    exec("a\na = 1\ndel a", {}, thing)
    from fake_module import wanted
    try:
        raise Error
    except Error:
        pass                                #@spaces_return


thing = Thing()
sys.modules["fake_module"] = Module()
operators(thing)
truths(thing)
displays(thing)
iterations(thing)
spaces(thing)                               #@last
