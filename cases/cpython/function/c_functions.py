def python():                           #@python
    return 1                            #@one


len("abc")
[2, 1].sort()
sorted([2, 1], key=abs)
"a,b".split(",")
int("5")
list(map(str, (1, 2)))
python()
dict(a=1).get("a")
print("", end="")
isinstance(1, int)                      #@last
