# i: UNKNOWN until TYPES, R_TYPE
def gather(out, n):
    for i in range(n):
        out.append(i)
