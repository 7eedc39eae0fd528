import atexit


def leaving(word):                  #@leaving
    word.append(len(word))
    return word                     #@left


def final(self, leaving=leaving):   #@final
    return leaving([])              #@finalised


Final = type("Final", (), {"__del__": final})
last = Final()
atexit.register(leaving, [1, 2])
atexit.register(lambda: leaving([]))    #@lambda
print("end")                        #@last
