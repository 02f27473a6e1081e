# i: UNKNOWN until TYPES, R_ALIAS
def saxpy(a, x, y):
    for i in range(len(x)):
        y[i] = a * x[i] + y[i]
