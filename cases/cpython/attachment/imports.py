import sys

next_observers = getattr(sys, "next_observers", int)


def look_for(name):
    try:
        __import__(name)
    except ImportError:
        pass


look_for("no_module_of_one")
next_observers()
look_for("no_module_of_two")
next_observers()
look_for("no_module_of_one_left")
next_observers()
look_for("no_module_of_nobody")
next_observers()
look_for("no_module_of_one_again")
next_observers()
look_for("no_module_of_many")
