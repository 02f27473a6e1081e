# i: UNKNOWN until NEVER, R_CALL
# before: process = abs
for i in range(10):
    process(i)
