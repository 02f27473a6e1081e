# i: UNKNOWN until BOUNDS, R_BOUND; j: DOALL at LOOP
# after: table(3, 4)
def table(n, m):
    out = [0] * (n * m)
    for i in range(n):
        for j in range(m):
            out[i * m + j] = i - j
    return out
