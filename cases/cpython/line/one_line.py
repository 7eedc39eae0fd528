def run(n): return n + 1                #@run


a = 1; b = 2; c = run(a)                #@three
if a: b = 3                             #@if
for i in 1, 2: run(i)                   #@for
class C: x = 1; y = 2                   #@class
double = lambda x: x * 2                #@lambda
double(                                 #@double
    4)                                  #@four
