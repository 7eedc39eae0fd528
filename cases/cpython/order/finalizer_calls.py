def note(what):                         #@note
    return what                         #@noted


class Resource:                         #@class
    def __del__(self):                  #@del
        note(1)                         #@first
        note(2)                         #@second


def drop():                             #@drop
    Resource()                          #@none


drop()                                  #@last
