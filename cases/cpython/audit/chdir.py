import os
import sys

os.chdir("/")
descriptor = os.dup2(os.open("/", os.O_RDONLY), 77)
os.chdir(descriptor)
sys.audit("probetap.last")
