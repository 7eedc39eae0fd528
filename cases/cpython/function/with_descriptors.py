def enter(self, value, kind):           #@enter
    return int                          #@entered


def leave(self, value, kind):           #@leave
    return "".format                    #@left


def work():                             #@work
    with manager:
        pass
    return 1                            #@return


manager = type("Manager", (), {
    "__enter__": type("Enter", (), {"__get__": enter})(),
    "__exit__": type("Exit", (), {"__get__": leave})(),
})()
for _ in range(40):
    work()
print(1)                                #@last
