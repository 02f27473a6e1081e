# i: UNKNOWN until NEVER, R_CALL
for i in range(10):
    process(i)
