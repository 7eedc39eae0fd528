import os                               #@import


def work(n):                            #@work
    n += 1                              #@plus
    return n                            #@return


work(0)                                 #@first
child = os.fork()                       #@fork
if child == 0:                          #@if
    work(1)                             #@in_child
    os._exit(0)                         #@exit
os.waitpid(child, 0)                    #@wait
work(2)                                 #@last
