import functools


def f(a, b=2, *rest, c=3, **more):      #@f
    return a                            #@f_return


class Base:                             #@base_body
    def method(self, a=1):              #@base
        return a                        #@base_return

    @classmethod                        #@of_class
    def of_class(cls):
        return cls                      #@of_class_return

    @staticmethod                       #@static
    def static():
        return 1                        #@static_return

    last = None                         #@base_last


class Derived(Base):                    #@derived_body
    def method(self, a=1):              #@derived
        return Base.method(self, a)     #@derived_return

    def __call__(self, a):              #@call
        return a                        #@call_return


f(1)
f(1, 2, 3, 4)
f(1, c=4)
f(a=1, d=5)
f(*(1, 2))
f(*(1,), **{"c": 4})
f(1, *[2], c=4, **{"d": 5})
functools.partial(f, 1, c=2)(3)
d = Derived()
d.method()
d.method(a=2)
bound = d.method
bound()
Base.method(d)
d(1)
Derived.of_class()
d.of_class()
d.static()
getattr(d, "static")()                  #@last
