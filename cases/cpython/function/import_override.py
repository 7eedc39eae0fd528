import builtins


def override(name, *rest):              #@override
    return original(name, *rest)        #@found


def use():                              #@use
    import sys
    return sys                          #@used


original = builtins.__import__
builtins.__import__ = override
for number in range(60):
    use()
builtins.__import__ = original          #@last
