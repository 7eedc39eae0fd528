import sys

for _ in range(1000):
    for number in range(5):
        sys.audit("many.event", number)
sys.audit("many.last")
