class Meta(type):                       #@meta
    def __instancecheck__(cls, thing):  #@check
        return True                     #@checked


class Base(metaclass=Meta):             #@base
    def get(self):                      #@get
        return 1                        #@got

    value = property(get)               #@base_end


class Derived(Base):                    #@derived
    def get(self):                      #@get_derived
        return super().value            #@super

    def __format__(self, form):         #@format
        return "text"                   #@text

    def __del__(self):                  #@del
        self.gone = True                #@gone

    value = property(get)               #@derived_end


def negative(number):                   #@negative
    return -number                      #@negated


def use(thing):                         #@use
    sorted((1,), key=negative)
    f"{thing}"
    isinstance(1, Base)
    thing.value
    things = [Derived()]
    things.clear()
    return things                       #@used


thing = Derived()
for number in range(60):
    use(thing)
number = None                           #@last
