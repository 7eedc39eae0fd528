class Operand:                          #@class
    def __gt__(self, other):            #@gt
        return False                    #@greater

    def __lt__(self, other):            #@lt
        return False                    #@less

    def __eq__(self, other):            #@eq
        return True                     #@equal

    def __len__(self):                  #@len
        return 1                        #@length

    def __str__(self):                  #@str
        return "text"                   #@text

    def __int__(self):                  #@int
        return 1                        #@number

    def __abs__(self):                  #@abs
        return 1                        #@absolute


def use(one, two):                      #@use
    max(one, two)
    len(one)
    str(one)
    int(one)
    abs(one)
    [one].index(two)
    [one, two].sort()
    return one                          #@used


one = Operand()
two = Operand()
for number in range(60):
    use(one, two)
number = None                           #@last
