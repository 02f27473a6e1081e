# i: UNKNOWN until NEVER, R_YIELD
# after: list(numbers())
def numbers():
    for i in range(10):
        yield i
