def call(number):       #@call
    return number       #@return


for number in range(5000):
    call(number)
print(number)           #@last
