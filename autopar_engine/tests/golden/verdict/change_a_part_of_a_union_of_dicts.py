# i: UNKNOWN until TYPES, R_ALIAS
def mark(f, g):
    for i in range(3):
        t = [f | g]
        t[0]["k"][0] = i
    return f
# after: mark({"k": [0]}, {})
