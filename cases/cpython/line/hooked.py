import sys                                                    #@sys

heard = []                                                    #@heard


def hook(event, arguments):                                   #@hook
    heard.append(event)                                       #@append


sys.addaudithook(hook)                                        #@add


def work():                                                   #@work
    sys.audit("probetap.work")                                #@audit
    return len(heard)                                         #@return


work()                                                        #@first
work()                                                        #@last
