def callback():                         #@callback
    return 1                            #@called


space = {"__builtins__": {"callback": callback}}
exec("""def inside():
    return callback()
inside()
""", space)
space["inside"]()                       #@last
