# i: UNKNOWN until TYPES, R_TYPE; v: REDUCE of floats at LOOP
# after: count([iter([3, 1, 4])], 3)
def count(rows, n):
    found = [0] * n
    for i in range(n):
        total = 0
        for v in rows[0]:
            total += v
        found[i] = total
    return found
