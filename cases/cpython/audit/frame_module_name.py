import sys


def deep():
    return sys._getframemodulename(1), sys._getframemodulename(), sys._getframemodulename(100)


deep()
