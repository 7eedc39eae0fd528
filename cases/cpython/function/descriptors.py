class Descriptor:                       #@descriptor
    def __set_name__(self, owner, name):            #@set_name
        self.name = name                #@named

    def __get__(self, instance, owner): #@get
        return 1                        #@got

    def __set__(self, instance, value): #@set
        pass                            #@is_set


class Class:                            #@class
    attribute = Descriptor()

    def __getattribute__(self, name):   #@getattribute
        return object.__getattribute__(self, name)  #@found

    def __setattr__(self, name, value): #@setattr
        object.__setattr__(self, name, value)       #@stored

    def __delattr__(self, name):        #@delattr
        pass                            #@deleted

    def __format__(self, specification):            #@format
        return "text"                   #@formatted

    def __index__(self):                #@index
        return 1                        #@indexed

    def __class_getitem__(cls, item):   #@class_getitem
        return cls                      #@class_item


thing = Class()
thing.attribute
thing.attribute = 2
del thing.other
"{:x}".format(thing)
[1, 2][thing]
Class[int]                              #@last
