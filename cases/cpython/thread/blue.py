import sys

sys.blue_begun.release()
sys.blue_may_end.acquire()
