import sys

next_observers = getattr(sys, "next_observers", int)
sys.addaudithook(lambda event, arguments: None)    # the event is raised for it, whoever observes
sys.audit("probetap.one")
next_observers()
sys.audit("probetap.two")
next_observers()
sys.audit("probetap.nobody")
next_observers()
sys.audit("probetap.one_again")
