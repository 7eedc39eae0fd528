def make(start):                        #@make
    def step(by=1, *, sign=1):          #@step
        return start + by * sign        #@step_return
    return step                         #@make_return


class Base:                             #@base
    def __init__(self, value):          #@init
        self.value = value              #@set

    def __lt__(self, other):            #@lt
        return self.value < other.value         #@less

    def __call__(self, x):              #@call
        return x                        #@called

    def method(self):                   #@method
        return 1                        #@method_return

    def __contains__(self, x):          #@contains
        return True                     #@contained

    def __getattr__(self, name):        #@getattr
        return name                     #@attribute

    def __iter__(self):                 #@iter
        return self                     #@iterator

    def __next__(self):                 #@next
        raise StopIteration             #@stop


class Derived(Base):                    #@derived
    def method(self):                   #@derived_method
        return super().method()         #@derived_return


def run(step, thing, other):            #@run
    step()
    step(2, sign=-1)
    thing < other
    thing(1)
    thing.method()
    1 in thing
    thing.missing
    for _ in thing:
        pass
    (lambda: step)()                    #@lambda


step = make(1)
thing = Derived(1)
other = Base(2)
for _ in range(300):
    run(step, thing, other)
step = None                             #@last
