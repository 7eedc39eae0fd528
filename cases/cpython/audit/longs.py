# An event with numbers that C passes as long.
import sys
import syslog

syslog.openlog("probetap", 3, syslog.LOG_USER)
sys.audit("probetap.between")
syslog.openlog("\xe9", -1, 0)
