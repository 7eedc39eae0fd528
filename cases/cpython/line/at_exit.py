import atexit                       #@import


def final(self):                    #@final
    self.left = True                #@finalising
    return None                     #@finalised


def leaving(word):                  #@leaving
    word.append(len(word))          #@append
    return word                     #@left


Final = type("Final", (), {"__del__": final})   #@class
last = Final()                      #@make
atexit.register(leaving, [1, 2])    #@register
