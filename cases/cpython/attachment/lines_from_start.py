first = 1       #@first
second = 2      #@second
