class Refuses:                          #@class
    def __init__(self, value):          #@init
        if not value:
            raise ValueError            #@raise
        self.value = value              #@set


class Returns:                          #@returns
    def __init__(self):                 #@bad_init
        return 1                        #@bad_return


Refuses(1)
for make in (lambda: Refuses(0), lambda: Returns()):            #@lambdas
    try:
        make()
    except (ValueError, TypeError):
        pass
make = None                             #@last
