import sys                                                    #@sys

heard = []                                                    #@heard
sys.addaudithook(lambda event, arguments: heard.append(event))  #@hook


def work():                                                   #@work
    sys.audit("probetap.work")                                #@audit
    return len(heard)                                         #@return


work()                                                        #@first
work()                                                        #@last
