import sys


def speak():                        #@speak
    sys.audit("probetap.word")
    return 1                        #@return


def hook(event, arguments):         #@hook
    return None                     #@none


speak()
sys.addaudithook(hook)
speak()                             #@last
