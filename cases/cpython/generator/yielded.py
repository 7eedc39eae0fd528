def give(values):                       #@give
    for value in values:
        yield value                     #@yield
    return None                         #@end


for value in give(["", "text", b"", b"bytes", 0, 1, -1, 0.5, False, True, None, (), (1,), [], [1], {}, {1: 2}, len, type, ..., NotImplemented, KeyError()]):
    pass
print("end")                            #@last
