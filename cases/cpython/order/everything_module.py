import sys                              #@module_import


def speak(word):                        #@speak
    sys.audit("probetap." + word)       #@audit
    return word                         #@return


speak("module")                         #@speak_module
