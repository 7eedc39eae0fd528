# Ends by os._exit in the middle of a function, while other threads run.
import os
import threading


def step():
    pass


def spin():
    while True:
        pass


for _ in range(2):
    threading.Thread(target=spin, daemon=True).start()
step()
os._exit(5)
