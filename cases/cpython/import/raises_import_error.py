raise ImportError("wanted")
