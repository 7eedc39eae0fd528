import sys

for number in range(5000):
    sys.audit("many.event", number)
sys.audit("many.last")
