import imported

try:
    import broken
except OSError:
    pass
print(imported.inside)              #@last
