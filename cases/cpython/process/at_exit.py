import atexit


def final(self):                    #@final
    return None                     #@finalised


def leaving(word):                  #@leaving
    word.append(len(word))
    return word                     #@left


Final = type("Final", (), {"__del__": final})
last = Final()
atexit.register(leaving, [1, 2])
atexit.register(lambda: leaving([]))    #@lambda
print("end")                        #@last
