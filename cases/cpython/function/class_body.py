class Plain:                            #@plain
    attribute = 1                       #@attribute


class Methods:                          #@methods
    def first(self):                    #@first
        return 1                        #@one

    value = len("abc")                  #@value


class Outer:                            #@outer
    class Inner(Plain):                 #@inner
        pass                            #@pass


try:
    class Failing:                      #@failing
        Methods().first()
        missing_name                    #@missing
except NameError:
    pass                                #@last
