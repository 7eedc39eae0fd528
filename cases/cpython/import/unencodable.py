try:
    __import__("\udc80")
except ImportError:
    pass
