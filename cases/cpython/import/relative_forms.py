import clan.branch

__import__("root", {"__package__": "clan"}, None, ["sap"], 1)
__import__("", {"__package__": "clan.branch"}, None, ["bark"], 1)
for level in 1, 2:
    try:
        __import__("moss", {"__package__": "clan.branch"}, None, (), level)
    except ImportError:
        pass
