# i: DOALL_PRIV at LIBRARY; v: DOANY at LIBRARY
def count_remainders(n):
    sizes = [0] * n
    for i in range(n):
        seen = set()
        for v in range(20):
            seen.add(v % (i + 1))
        sizes[i] = len(seen)
    return sizes
# after: count_remainders(6)
