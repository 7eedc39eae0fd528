import naïve_日本

for name in "x" * 255, "y" * 256, "z" * 5000, "two words", " ":
    try:
        __import__(name)
    except ImportError:
        pass
