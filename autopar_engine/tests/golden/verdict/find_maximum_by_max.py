# v: REDUCE of floats at LOOP
def largest(x):
    best = 0.0
    for v in x:
        best = max(best, v)
    return best
