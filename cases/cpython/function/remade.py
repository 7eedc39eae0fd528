def make(number):                       #@make
    name = "made%d" % number
    space = {}
    exec(compile("def %s():\n    return %d\n" % (name, number), "remade", "exec"), space)
    return space[name]                  #@made


for number in range(4):
    make(number)()                      # the code that carried the name is gone after each turn
number = None                           #@last
