def derive(self, exceptions):           #@derive
    return Group("part", exceptions)    #@derived


def work():                             #@work
    try:
        raise Group("all", [KeyError(), ValueError(), OSError()])
    except* KeyError:
        pass
    except* ValueError:
        pass
    except* OSError:
        pass
    return 1                            #@return


Group = type("Group", (ExceptionGroup,), {"derive": derive})
work()
print(1)                                #@last
