import sys


def run():
    audit = sys.audit
    for _ in range(150):
        audit("probetap.hot")
        sys.audit("probetap.hot", 1, 2)
        open(__file__, "rb").close()


run()
