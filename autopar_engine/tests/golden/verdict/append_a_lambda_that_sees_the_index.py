# i: UNKNOWN until NEVER, R_ORDER
functions = []
for i in range(10):
    functions.append(lambda: i)
