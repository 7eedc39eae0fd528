value = 
