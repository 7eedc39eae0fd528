import sys

heard = []
sys.addaudithook(lambda event, arguments: heard.append(event))  #@hook


def work():                                                   #@work
    sys.audit("probetap.work")
    return len(heard)                                         #@return


work()
work()                                                        #@last
