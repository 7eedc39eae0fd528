def find(self, name):                   #@find
    return 7                            #@found


def read():                             #@read
    return thing                        #@thing


names = type("Names", (dict,), {"__getitem__": find})()
read = type(read)(read.__code__, {"__builtins__": names})
for _ in range(40):
    read()
eval("thing", {}, names)
print(1)                                #@last
