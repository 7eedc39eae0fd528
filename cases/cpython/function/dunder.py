class Number:                           #@class
    def __new__(cls, value):            #@new
        return object.__new__(cls)      #@made

    def __init__(self, value):          #@init
        self.value = value              #@set

    def __add__(self, other):           #@add
        return self.value + other       #@sum

    def __eq__(self, other):            #@eq
        return self.value == other      #@equal

    def __hash__(self):                 #@hash
        return self.value               #@hashed

    def __bool__(self):                 #@bool
        return self.value > 0           #@truth

    def __len__(self):                  #@len
        return 2                        #@length

    def __getitem__(self, index):       #@getitem
        return index                    #@item

    def __contains__(self, item):       #@contains
        return True                     #@contained

    def __getattr__(self, name):        #@getattr
        return name                     #@attribute

    def __str__(self):                  #@str
        return "number"                 #@text

    def __call__(self, *arguments):     #@invoke
        return arguments                #@invoked

    def __enter__(self):                #@enter
        return self                     #@entered

    def __exit__(self, *exception):     #@exit
        return None                     #@exited

    def __iter__(self):                 #@iter
        return iter((1, 2))             #@iterator

    @property                           #@getter
    def half(self):
        return self.value / 2           #@half

    @half.setter                        #@setter
    def half(self, value):
        self.value = value * 2          #@twice

    last = None                         #@class_last


n = Number(1)
n + 1
n == 1
{n: 1}
not n
len(n)
n[5]
3 in n
n.missing
str(n)
n(1, 2)
with n:
    pass
for item in n:
    pass
n.half
n.half = 4                              #@last
