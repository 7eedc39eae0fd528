class Resource:                         #@class
    def __del__(self):                  #@del
        self.closed = True              #@closed


def drop():                             #@drop
    Resource()
    held = Resource()
    held = None                         #@none


drop()
held = Resource()
del held                                #@last
