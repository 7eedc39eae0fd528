class Point:                            #@class
    def get(self):                      #@get
        return 1                        #@got

    x = property(get)                   #@property


def use(point):                         #@use
    match point:
        case Point(x=2):
            return 2
        case Point(x=1):
            return 1                    #@used


point = Point()
for number in range(60):
    use(point)
number = None                           #@last
