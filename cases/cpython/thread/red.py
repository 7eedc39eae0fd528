import sys

sys.red_begun.release()
sys.red_may_end.acquire()
