# i: UNKNOWN until NEVER, R_EXCEPTION
# after: check(0)
# after: attempt(check, 5)
def check(x):
    for i in range(10):
        if x > i:
            raise ValueError(i)
