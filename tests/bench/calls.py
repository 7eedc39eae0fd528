# Nothing but calls: 21891 of them.
def fibonacci(number):
    return number if number < 2 else fibonacci(number - 1) + fibonacci(number - 2)


fibonacci(20)
