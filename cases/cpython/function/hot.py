def plain(a, b=2):              #@plain
    return a + b                #@plain_return


class Thing:                    #@class
    @property                   #@property
    def value(self):
        return 1                #@value

    def __getitem__(self, key): #@getitem
        return key              #@getitem_return

    def method(self):           #@method
        return self             #@method_return


def calls(thing):               #@calls
    plain(1)
    plain(1, b=3)
    plain(*(1, 2))
    plain(**{"a": 1})
    thing.value
    thing[1]
    thing.method()
    return list(map(plain, (1,)))   #@calls_return


thing = Thing()
for _ in range(300):
    calls(thing)
print(thing.method)             #@loop
