import sys

next_observers = getattr(sys, "next_observers", int)
sys.audit("probetap.one")
next_observers()
sys.audit("probetap.two")
next_observers()
sys.audit("probetap.one_left")
next_observers()
sys.audit("probetap.nobody")
next_observers()
sys.audit("probetap.one_again")
next_observers()
sys.audit("probetap.many")
