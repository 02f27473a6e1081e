# while: UNKNOWN until NEVER, R_CALL
values = iter([1, 2, 0, 3])
while next(values):
    pass
