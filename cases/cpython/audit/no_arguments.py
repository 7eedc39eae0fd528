import sys

sys._current_frames()
sys.addaudithook(lambda event, arguments: None)
sys.addaudithook(lambda event, arguments: None)
