import sys

sys.audit("probetap.body", __name__)


class Thing:
    sys.audit("probetap.class", 1)
