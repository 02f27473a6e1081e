# i: REDUCE of floats at LOOP
# after: largest([3, 1, 4, 1, 5, 9, 2])
def largest(x):
    best = x[0]
    for i in range(len(x)):
        if x[i] > best:
            best = x[i]
    return best
