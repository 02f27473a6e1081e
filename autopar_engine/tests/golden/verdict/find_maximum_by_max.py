# v: REDUCE of floats at LOOP
# after: largest([3, 1, 4, 1, 5, 9, 2])
def largest(x):
    best = 0.0
    for v in x:
        best = max(best, v)
    return best
