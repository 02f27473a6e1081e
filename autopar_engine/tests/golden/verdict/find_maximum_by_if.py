# i: REDUCE of floats at LOOP
def largest(x):
    best = x[0]
    for i in range(len(x)):
        if x[i] > best:
            best = x[i]
    return best
