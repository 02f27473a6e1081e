# i: UNKNOWN until NEVER, R_EXCEPTION
def check(x):
    for i in range(10):
        if x > i:
            raise ValueError(i)
