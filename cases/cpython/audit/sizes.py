import mmap
import sys

mmap.mmap(-1, 4096).close()
sys.audit("probetap.between")
mmap.mmap(-1, 8192, mmap.MAP_PRIVATE, mmap.PROT_READ).close()
