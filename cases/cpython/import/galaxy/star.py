_hidden = 1
