def prepare(self, value):       #@init
    if value == 37:
        raise ValueError        #@raise
    self.value = value          #@set


def make(value):                #@make
    try:
        return Thing(value)     #@return
    except ValueError:
        return None             #@none


Thing = type("Thing", (), {"__init__": prepare})
for value in range(40):
    make(value)
print(value)                    #@loop
