def take(*a, **k):                      #@take
    a += (1,)                           #@star
    return a                            #@take_return


class Base:                             #@base
    def method(self, n=0):              #@method
        n += 1                          #@n
        return n                        #@method_return

    def __call__(self):                 #@call
        return 5                        #@five


class Derived(Base):                    #@derived
    def method(self, n=0):              #@override
        return super().method(n=n)      #@super

    @classmethod                        #@classmethod
    def of_class(cls):                  #@of_class
        return 6                        #@six


take()                                  #@none
take(1, 2)                              #@positional
take(n=1)                               #@keyword
take(*(1, 2))                           #@call_star
take(*(1,), **{"n": 2})                 #@call_star_star
thing = Derived()                       #@make
thing.method()                          #@call_method
bound = thing.method                    #@bound
bound(n=2)                              #@call_bound
thing()                                 #@call_object
Derived.of_class()                      #@last
