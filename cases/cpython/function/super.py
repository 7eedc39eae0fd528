class Base:                             #@base_body
    def __init__(self):                 #@base_init
        self.base = True                #@base_set

    def method(self):                   #@base
        return "base"                   #@base_return


class Middle(Base):                     #@middle_body
    def __init__(self):                 #@middle_init
        super().__init__()              #@middle_set

    def method(self):                   #@middle
        return super().method()         #@middle_return


class Derived(Middle):                  #@derived_body
    def method(self):                   #@derived
        return super(Derived, self).method()    #@derived_return


Derived().method()                      #@last
