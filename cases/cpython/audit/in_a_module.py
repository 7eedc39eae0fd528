import auditing_module

auditing_module.sys.audit("probetap.after")
