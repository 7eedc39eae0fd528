class Meta(type):                       #@meta_body
    @classmethod                        #@prepare
    def __prepare__(meta, name, bases):
        return {}                       #@prepared

    def __new__(meta, name, bases, body):       #@new
        return type.__new__(meta, name, bases, body)    #@made

    def __init__(cls, name, bases, body):       #@init
        type.__init__(cls, name, bases, body)   #@set

    def __call__(cls):                  #@call
        return type.__call__(cls)       #@called


class Base:                             #@base_body
    def __init_subclass__(cls):         #@subclass
        cls.known = True                #@known


class Made(Base, metaclass=Meta):       #@body
    value = 1                           #@value


Made()                                  #@last
