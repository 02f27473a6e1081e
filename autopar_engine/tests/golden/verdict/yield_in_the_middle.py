# i: UNKNOWN until NEVER, R_YIELD
def numbers():
    for i in range(10):
        yield i
