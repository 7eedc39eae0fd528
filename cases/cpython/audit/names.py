import sys

for length in 1, 255, 256, 4095, 4096, 20000:
    sys.audit("p" * length)
