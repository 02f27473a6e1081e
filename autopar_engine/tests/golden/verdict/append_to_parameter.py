# i: UNKNOWN until TYPES, R_TYPE
# after: gather([], 5)
def gather(out, n):
    for i in range(n):
        out.append(i)
